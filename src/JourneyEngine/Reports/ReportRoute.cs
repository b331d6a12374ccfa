namespace JourneyEngine.Reports;

/// <summary>Where a report is asked for, by GET and with a key that may read.</summary>
/// <param name="Name">Last part of its address: <c>/v1/reports/consent</c>.</param>
/// <param name="Summary">What it tells, in one line.</param>
/// <param name="Handle">Answers it; as a handler of a minimal API.</param>
/// <param name="Answer">What it answers as JSON.</param>
/// <param name="Parameters">What it can be asked.</param>
public sealed record ReportRoute(string Name, string Summary, Delegate Handle, Type Answer, ReportParameters Parameters)
{
    /// <summary>The query of an example that runs as it stands.</summary>
    public string Example { get; init; } = "";

    /// <summary>The heading that the description of the API shows it under.</summary>
    public string Tag { get; init; } = "Reports";

    /// <summary>What it may answer instead: 404 if there is no such funnel or slot, 422 for a question that it does not
    /// take, 503 if waiting took too long.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [404, 422, 503];
}
