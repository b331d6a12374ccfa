namespace JourneyEngine.Log;

/// <summary>Bounds how many scans of a site's whole log run at once on a host, so that collecting and deciding are not
/// kept waiting; further ones queue.</summary>
internal static class FullScanLimiter
{
    private const int AtOnce = 2;
    private static readonly SemaphoreSlim Free = new(AtOnce);

    /// <returns>Dispose of it when the scan is over.</returns>
    public static async Task<IDisposable> Acquire(CancellationToken cancellation)
    {
        await Free.WaitAsync(cancellation);
        return new Permit();
    }

    private sealed class Permit : IDisposable
    {
        public void Dispose() => Free.Release();
    }
}
