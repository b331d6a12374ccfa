namespace JourneyEngine.Store;

/// <summary>A fact on its way into a visitor's stream.</summary>
/// <param name="MessageId">Makes the fact one of its kind on the site: a second one with this id is not stored.</param>
/// <param name="Body">A record of the contracts that carries a stored name.</param>
public readonly record struct NewFact(string Visitor, string MessageId, object Body);

/// <summary>What became of a fact.</summary>
public enum Outcome
{
    Accepted,
    Duplicate,
    Conflict,
}

/// <summary>The engine has more to write than it can take; nothing of the request is acknowledged.</summary>
public sealed class OverloadedException(TimeSpan retryAfter) : Exception("The engine is taking in more than it can write.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Appends facts to visitors' streams: one writer for each hash(visitor), answered after the commit.</summary>
public sealed class FactLog
{
    /// <returns>One outcome for each fact, in order, once all of them are committed.</returns>
    public Task<Outcome[]> Append(string site, IReadOnlyList<NewFact> facts, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
