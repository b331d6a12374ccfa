namespace JourneyEngine.Exam.Load;

/// <summary>Several clients that send at once, and can be told to wait until all they sent is acknowledged.</summary>
internal sealed class Senders : IAsyncDisposable
{
    private const int Count = 5;

    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _sending;
    private TaskCompletionSource _goes = new();
    private int _waiting;
    private volatile bool _pauses;

    private Senders(IEnumerable<Sender> senders) => _sending = [.. senders.Select(it => Task.Run(() => Send(it)))];

    /// <param name="hosts">Where one does not answer, the next is asked.</param>
    public static Senders Start(Ledger ledger, string key, IReadOnlyList<Uri> hosts, int seed, string name = "s") =>
        new(
            Enumerable
                .Range(0, Count)
                .Select(it => new Sender($"{name}{it}", ledger, key, hosts, new Random((seed * 1_000) + it)))
                .ToList()
        );

    /// <summary>Returns when everything that was sent is acknowledged; nothing is sent until they go on.</summary>
    /// <exception cref="TimeoutException">Somebody is not answered for long.</exception>
    public async Task Pause()
    {
        _pauses = true;
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (Volatile.Read(ref _waiting) < Count)
        {
            foreach (var it in _sending.Where(it => it.IsFaulted))
                await it;
            if (waited.Elapsed > Engine.HostUnderExam.Patience)
                throw new TimeoutException("What was sent is not acknowledged.");
            await Task.Delay(10);
        }
    }

    public void GoOn()
    {
        _pauses = false;
        Interlocked.Exchange(ref _goes, new TaskCompletionSource()).SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Send(Sender sender)
    {
        while (!_end.IsCancellationRequested)
        {
            if (_pauses)
            {
                var goes = _goes.Task;
                Interlocked.Increment(ref _waiting);
                if (_pauses)
                    await goes.WaitAsync(_end.Token);
                Interlocked.Decrement(ref _waiting);
                continue;
            }

            await sender.SendOne(_end.Token);
        }
    }
}
