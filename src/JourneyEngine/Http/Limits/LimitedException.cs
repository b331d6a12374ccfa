namespace JourneyEngine.Http.Limits;

/// <summary>There is no more room for whoever sends this; nothing of the request is acknowledged.</summary>
public sealed class LimitedException(Limit limit, TimeSpan retryAfter) : Exception(limit.Advice())
{
    /// <summary>What is full is empty again within this.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public LimitedException(Limit limit)
        : this(limit, Soon) { }

    public Limit Limit => limit;

    public TimeSpan RetryAfter => retryAfter;
}
