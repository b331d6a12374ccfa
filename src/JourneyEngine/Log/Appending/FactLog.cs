using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact on its way into a visitor's stream.</summary>
/// <param name="MessageId">Makes the fact one of its kind of the visitor: a second one with this id is not stored.</param>
/// <param name="Body">A record of the contracts that carries a stored name.</param>
public readonly record struct NewFact(string Visitor, string MessageId, object Body)
{
    /// <summary>Another id under which it may be stored since an earlier version; null if there is none.</summary>
    public string? EarlierId { get; init; }

    /// <summary>What its visitors were called by the client, and by earlier versions, where that is not what they are
    /// called here: closed under such a name, they are closed.</summary>
    public string[]? OtherNames { get; init; }
}

/// <summary>What became of a fact.</summary>
public enum AppendOutcome
{
    Accepted,
    Duplicate,
    Conflict,

    /// <summary>Not stored: the visitor was erased, or does not want to be measured.</summary>
    Closed,
}

/// <summary>Appends facts to visitors' streams: one writer for each hash(visitor), answered after the commit.</summary>
public sealed class FactLog : IHostedService
{
    private readonly FactWriter[] _writers;
    private readonly DatabaseCircuit _circuit;
    private Task _running = Task.CompletedTask;

    public FactLog(
        NpgsqlDataSource database,
        KeyDerivation keys,
        AppendSignal signal,
        HostMembership membership,
        ILogger<FactLog> logger
    )
    {
        _circuit = membership.Circuit;
        _writers =
        [
            .. Enumerable
                .Range(0, Math.Clamp(Environment.ProcessorCount, 2, 16))
                .Select(_ => new FactWriter(new AppendOnce(database, keys, signal), logger, membership, signal)),
        ];
    }

    /// <remarks>It is not given up when the sender is gone: what was taken is committed.</remarks>
    /// <returns>One outcome for each fact, in order, once all of them are committed.</returns>
    /// <param name="sender">Whose share of the queue it takes; the engine's own for the site where it is absent.</param>
    /// <exception cref="LimitedException">A writer's queue has no room for the sender. What other writers took of the request is stored
    /// all the same; a retry finds it there.</exception>
    /// <exception cref="TimeoutException">The database does not answer. What was taken may be stored yet; a retry finds
    /// it there.</exception>
    public async Task<AppendOutcome[]> Append(string site, IReadOnlyList<NewFact> facts, Sender? sender = null)
    {
        var by = sender ?? new Sender(site);
        if (facts.Count == 1)
            return await Enqueue(WriterOf(site, facts[0].Visitor), new PendingAppend(site, [facts[0]], by));
        var outcomes = new AppendOutcome[facts.Count];
        var places = Enumerable
            .Range(0, facts.Count)
            .GroupBy(WriterOfEach(site, facts))
            .Select(part => (Writer: part.Key, Facts: part.ToArray()))
            .ToArray();
        // All of them are on their way before any is waited for.
        var parts = places
            .Select(part => Enqueue(part.Writer, new PendingAppend(site, [.. part.Facts.Select(i => facts[i])], by)))
            .ToArray();
        for (var part = 0; part < parts.Length; part++)
        {
            var done = await parts[part];
            for (var i = 0; i < done.Length; i++)
                outcomes[places[part].Facts[i]] = done[i];
        }

        return outcomes;
    }

    /// <summary>Whether there is more to write than can be taken of a sender; for whoever would do work first that is in
    /// vain.</summary>
    public bool IsFullFor(Sender sender) => Array.Exists(_writers, writer => writer.IsFullFor(sender));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_writers.Select(writer => Task.Run(writer.Run, CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>Commits everything that was taken, then ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var writer in _writers)
            writer.Complete();
        await _running.WaitAsync(cancellationToken);
    }

    private async Task<AppendOutcome[]> Enqueue(int writer, PendingAppend work)
    {
        if (!_writers[writer].TryTake(work))
            throw new LimitedException(Limit.Queue);
        try
        {
            return await work.Done.Task.WaitAsync(_circuit.Opened);
        }
        catch (OperationCanceledException silence)
        {
            throw new TimeoutException("The database does not answer.", silence);
        }
    }

    /// <remarks>A message id that comes again in the request, even for another visitor, goes where its first went: two
    /// writers would only race for it.</remarks>
    private Func<int, int> WriterOfEach(string site, IReadOnlyList<NewFact> facts)
    {
        var first = new Dictionary<string, int>(facts.Count, StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
            first.TryAdd(facts[i].MessageId, i);
        return i => WriterOf(site, facts[first[facts[i].MessageId]].Visitor);
    }

    private int WriterOf(string site, string visitor) =>
        (int)((uint)HashCode.Combine(site, visitor) % (uint)_writers.Length);
}
