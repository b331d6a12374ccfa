namespace JourneyEngine.Dashboard.Reports;

/// <summary>What a report counts, and on what it rests.</summary>
public interface IReport
{
    string? Unit { get; }

    AsOf? AsOf { get; }
}
