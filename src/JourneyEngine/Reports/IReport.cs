using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Reports;

/// <summary>A report. A class that implements this is all that a new report needs: its route, its example in the
/// description of the API and its measures are found by its type.</summary>
public interface IReport
{
    ReportRoute Route { get; }

    /// <summary>What its sums are made of, and kept for; reports may share a measure. None of a report that reads
    /// something else.</summary>
    IReadOnlyList<Measure> Measures => [];
}
