namespace JourneyEngine.Privacy;

/// <summary>What a controller asked on behalf of a data subject, and what became of it (OpenDSR).</summary>
/// <param name="Id">The controller's own, and the same whenever it asks again.</param>
/// <param name="Visitors">Whom it is about; nobody any more once it is done with.</param>
/// <param name="Marks">See <see cref="Http.KeyDerivation.SubjectHash"/>; they stay.</param>
/// <param name="DueAt">From when on it is acted on; until then it can be cancelled.</param>
/// <param name="ExpectedAt">By when it is done.</param>
/// <param name="ResultsUntil">Until when results can be fetched, where there are any.</param>
/// <param name="Results">How many facts were found, or erased.</param>
public sealed record SubjectRequest(
    string Site,
    Guid Id,
    string Type,
    string Status,
    string[] Visitors,
    byte[][] Marks,
    string[] Callbacks,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset DueAt,
    DateTimeOffset ExpectedAt,
    DateTimeOffset? ResultsUntil = null,
    long? Results = null
)
{
    public bool HasResults(DateTimeOffset now) =>
        Status == SubjectRequestStatus.Completed && Visitors.Length > 0 && ResultsUntil > now;

    /// <summary>Whether two are the same request, sent twice.</summary>
    public bool Asks(SubjectRequest other) =>
        (Site, Id, Type, SubmittedAt) == (other.Site, other.Id, other.Type, other.SubmittedAt)
        && Callbacks.SequenceEqual(other.Callbacks)
        && Marks.Select(Convert.ToHexString).SequenceEqual(other.Marks.Select(Convert.ToHexString));

    public override string ToString() => $"{Type} {Id}: {Status}";
}

public static class SubjectRequestType
{
    public const string Access = "access";
    public const string Portability = "portability";
    public const string Erasure = "erasure";

    public static readonly string[] All = [Access, Portability, Erasure];
}

public static class SubjectRequestStatus
{
    public const string Pending = "pending";
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
}
