namespace JourneyEngine.Log.Appending;

/// <summary>How many facts may wait for a writer. Nobody shall wait much longer than <see cref="LongestWait"/>: whoever
/// comes when more is queued is told to come again.</summary>
internal sealed class QueueLimit(int batchSize)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);

    private int _waiting;
    private int _most = 4 * batchSize;
    private double _factsASecond = 10 * batchSize;

    public bool IsReached => Volatile.Read(ref _waiting) >= Volatile.Read(ref _most);

    /// <returns>False if too much waits already; none is added then.</returns>
    public bool TryAdd(int facts)
    {
        if (Interlocked.Add(ref _waiting, facts) - facts < Volatile.Read(ref _most))
            return true;
        Remove(facts);
        return false;
    }

    public void Remove(int facts) => Interlocked.Add(ref _waiting, -facts);

    /// <summary>How much may wait follows from how fast full batches went lately.</summary>
    public void Learn(int facts, TimeSpan took)
    {
        if (facts < batchSize)
            return;
        _factsASecond = (0.9 * _factsASecond) + (0.1 * facts / took.TotalSeconds);
        Volatile.Write(ref _most, Math.Max(batchSize, (int)(_factsASecond * LongestWait.TotalSeconds)));
    }
}
