namespace JourneyEngine.Dashboard.Reports;

/// <summary>Why there is no report.</summary>
public enum Trouble
{
    /// <summary>The engine has no such report, funnel or slot.</summary>
    Missing,

    /// <summary>The question is not one that the report takes.</summary>
    Refused,

    /// <summary>No key, or one that is not taken any more.</summary>
    NoKey,

    /// <summary>The engine does not answer, or not in time.</summary>
    Unreachable,
}

/// <summary>A report, or why there is none.</summary>
/// <param name="Why">In the engine's words, where it says any.</param>
public sealed record Answer<T>(T? Report, Trouble? Trouble, string? Why)
    where T : class
{
    public static Answer<T> Of(T report) => new(report, null, null);

    public static Answer<T> None(Trouble trouble, string? why = null) => new(null, trouble, why);
}
