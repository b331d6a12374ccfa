namespace JourneyEngine.Dashboard.Reports;

/// <summary>What a report rests on.</summary>
/// <param name="Position">Up to which fact of the log.</param>
/// <param name="Complete">Whether everything up to there is in it.</param>
public sealed record AsOf(long Position, DateTimeOffset Time, bool Complete);
