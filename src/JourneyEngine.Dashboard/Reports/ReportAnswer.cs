namespace JourneyEngine.Dashboard.Reports;

/// <summary>Why there is no report.</summary>
public enum ApiError
{
    /// <summary>The engine does not have this report.</summary>
    Absent,

    /// <summary>There is no such funnel or slot.</summary>
    Missing,

    /// <summary>The question is not one that the report takes.</summary>
    Refused,

    /// <summary>No key, or one that is not taken any more.</summary>
    NoKey,

    /// <summary>The engine does not answer, or not in time.</summary>
    Unreachable,
}

/// <summary>What became of a question.</summary>
/// <param name="Why">Of the trouble, in the engine's words, where it says any.</param>
/// <param name="Basis">Of the report, where there is one.</param>
public abstract record ReportAnswer(ApiError? Trouble, string? Why, ReportBasis? Basis);

/// <summary>A report, or why there is none.</summary>
public sealed record ReportAnswer<T>(T? Report, ApiError? Trouble, string? Why, ReportBasis? Basis)
    : ReportAnswer(Trouble, Why, Basis)
    where T : class
{
    public static ReportAnswer<T> Of(T report, ReportBasis? basis = null) => new(report, null, null, basis);

    public static ReportAnswer<T> None(ApiError trouble, string? why = null) => new(null, trouble, why, null);
}
