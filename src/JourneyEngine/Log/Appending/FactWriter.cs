using System.Diagnostics;
using System.Threading.Channels;
using JourneyEngine.Http.Limits;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>One of the host's writers. What arrives while a commit is under way goes into the next one.</summary>
internal sealed class FactWriter(AppendOnce append, ILogger logger, HostMembership membership, AppendSignal signal)
{
    private const int BatchSize = 1_000;

    private readonly Channel<PendingAppend> _queue = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly QueueLimit _limit = new(BatchSize);

    /// <summary>Whether so much waits that nothing more is taken of a sender.</summary>
    public bool IsFullFor(Sender sender) => _limit.IsReached(sender);

    /// <returns>False if too much waits already, or the host is stopping.</returns>
    public bool TryTake(PendingAppend work)
    {
        if (!_limit.TryAdd(work))
            return false;
        if (_queue.Writer.TryWrite(work))
            return true;
        _limit.Remove(work);
        return false;
    }

    public void Complete() => _queue.Writer.TryComplete();

    public async Task Run()
    {
        var batch = new List<PendingAppend>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            for (var facts = 0; facts < BatchSize && _queue.Reader.TryRead(out var work); facts += work.Facts.Length)
                batch.Add(work);
            var taken = batch.Sum(work => work.Facts.Length);
            var began = Stopwatch.GetTimestamp();
            using (Span(batch, taken))
                await Commit(batch);
            _limit.Learn(taken, Stopwatch.GetElapsedTime(began));
            batch.ForEach(_limit.Remove);
            batch.Clear();
        }
    }

    /// <summary>One commit serves many requests: it is linked to the span of each, and is a part of none.</summary>
    private static Activity? Span(List<PendingAppend> batch, int facts)
    {
        if (!Engine.TraceSource.HasListeners())
            return null;
        Activity.Current = null;
        return Engine.TraceSource.StartActivity(
            "append",
            ActivityKind.Internal,
            default(ActivityContext),
            [KeyValuePair.Create<string, object?>("journey.facts", facts)],
            batch.Where(it => it.Asked != default).Select(it => new ActivityLink(it.Asked))
        );
    }

    private async Task Commit(List<PendingAppend> batch)
    {
        try
        {
            var outcomes = await append.Run(batch);
            await membership.WaitUntilKnown();
            var next = 0;
            foreach (var work in batch)
                work.Done.TrySetResult(outcomes[next..(next += work.Facts.Length)]);
            membership.Circuit.Stored();
            signal.Set();
        }
        catch (PostgresException failure)
            when (failure.SqlState.StartsWith("22", StringComparison.Ordinal) && batch.Count > 1)
        {
            // Something in it that the database does not take, and the gate let through: only its own sender shall hear
            // of it.
            foreach (var work in batch)
                await Commit([work]);
        }
        catch (Exception failure)
        {
            // Whatever it was: the writer goes on, and the senders hear of it.
            membership.Circuit.NotStored(failure);
            logger.LogError(
                "Facts could not be committed ({Failure}); their senders are told to try again.",
                failure.GetType().Name
            );
            foreach (var work in batch)
                work.Done.TrySetException(failure);
        }
    }
}
