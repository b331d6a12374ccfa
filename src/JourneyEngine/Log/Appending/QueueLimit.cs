using JourneyEngine.Http.Limits;

namespace JourneyEngine.Log.Appending;

/// <summary>How many facts may wait for a writer. Nobody shall wait much longer than <see cref="LongestWait"/>: whoever
/// comes when more is queued is told to come again, and so is whoever has most of what waits.</summary>
internal sealed class QueueLimit(int batchSize)
{
    /// <remarks>Who comes alone may take up to 70 % of it: it waits 400 ms then.</remarks>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(570);

    /// <remarks>One request may hold more facts than there is room for.</remarks>
    private readonly FairShares _shares = new(assured: batchSize / 4);

    private int _most = 6 * batchSize;
    private double _factsASecond = 10 * batchSize;

    public bool IsReached(in Sender sender) => !_shares.HasRoom(sender, Volatile.Read(ref _most));

    /// <returns>False if too much waits already, or too much of this sender; none is added then.</returns>
    public bool TryAdd(PendingAppend work) => _shares.TryTake(work.Sender, work.Facts.Length, Volatile.Read(ref _most));

    public void Remove(PendingAppend work) => _shares.GiveBack(work.Sender, work.Facts.Length);

    /// <summary>How much may wait follows from how fast full batches went lately.</summary>
    public void Learn(int facts, TimeSpan took)
    {
        if (facts < batchSize)
            return;
        _factsASecond = (0.9 * _factsASecond) + (0.1 * facts / took.TotalSeconds);
        // At least as much that one sender alone can fill a batch, or none would be full any more.
        Volatile.Write(ref _most, Math.Max(batchSize * 3 / 2, (int)(_factsASecond * LongestWait.TotalSeconds)));
    }
}
