namespace JourneyEngine.Log;

/// <summary>Passes over the whole log of a site. Few go on at once on a host, so that whoever collects and decides is
/// not kept waiting; the others wait for their turn.</summary>
internal static class FullScanLimiter
{
    private const int AtOnce = 2;
    private static readonly SemaphoreSlim Free = new(AtOnce);

    /// <returns>Dispose of it when the pass is over.</returns>
    public static async Task<IDisposable> Acquire(CancellationToken cancellation)
    {
        await Free.WaitAsync(cancellation);
        return new Taken();
    }

    private sealed class Taken : IDisposable
    {
        public void Dispose() => Free.Release();
    }
}
