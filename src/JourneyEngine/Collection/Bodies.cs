using JourneyEngine.Http.Limits;

namespace JourneyEngine.Collection;

/// <summary>How many bytes of bodies may be in memory at a time, however many clients send at once.</summary>
public sealed class Bodies
{
    private const long Most = 96 * 1024 * 1024;

    private readonly FairShares _shares = new();

    /// <param name="bytes">What the body may grow to.</param>
    /// <exception cref="LimitedException">There is no room for it now.</exception>
    public Share Take(in Sender sender, long bytes) =>
        _shares.TryTake(sender, bytes, Most)
            ? new Share(this, sender, bytes)
            : throw new LimitedException(Limit.Bodies);

    public readonly struct Share(Bodies bodies, Sender sender, long bytes) : IDisposable
    {
        public void Dispose() => bodies._shares.GiveBack(sender, bytes);
    }
}
