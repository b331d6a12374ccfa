using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>How many bytes of bodies may be in memory at a time, however many clients send at once.</summary>
public sealed class Bodies
{
    private const long Most = 96 * 1024 * 1024;

    private long _taken;

    /// <param name="bytes">What the body may grow to.</param>
    /// <exception cref="OverloadedException">There is no room for it now.</exception>
    public Share Take(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= Most)
            return new Share(this, bytes);
        Interlocked.Add(ref _taken, -bytes);
        throw new OverloadedException();
    }

    public readonly struct Share(Bodies bodies, long bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref bodies._taken, -bytes);
    }
}
