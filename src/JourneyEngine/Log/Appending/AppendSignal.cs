namespace JourneyEngine.Log.Appending;

/// <summary>A fact that this host has committed, before its sender hears of it.</summary>
/// <param name="version">In its stream; <see cref="long.MaxValue"/> where it is not known, because an answer was
/// lost.</param>
public delegate void FactCommitted(string site, in NewFact fact, long version);

/// <summary>Tells those who follow the log what this host has committed; other hosts' facts are found by
/// polling.</summary>
public sealed class AppendSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public event FactCommitted? Committed;

    internal void RaiseCommitted(string site, in NewFact fact, long version) => Committed?.Invoke(site, fact, version);

    /// <summary>Wakes whoever waits for new facts.</summary>
    public void Set()
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
