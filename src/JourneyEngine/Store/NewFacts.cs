namespace JourneyEngine.Store;

/// <summary>Wakes the projection when this host has committed facts; other hosts' facts are found by polling.</summary>
public sealed class NewFacts : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Announce()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One wake-up is enough: the projection reads to the end.
        }
    }

    public Task Wait(TimeSpan atMost, CancellationToken cancellation) => _signal.WaitAsync(atMost, cancellation);

    public void Dispose() => _signal.Dispose();
}
