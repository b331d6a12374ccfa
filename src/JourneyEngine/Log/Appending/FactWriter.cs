using System.Diagnostics;
using System.Threading.Channels;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Facts of one request for one writer, and where its outcomes go.</summary>
internal sealed record PendingAppend(string Site, NewFact[] Facts)
{
    public TaskCompletionSource<AppendOutcome[]> Done { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>One of the host's writers. What arrives while a commit is under way goes into the next one.</summary>
internal sealed class FactWriter(
    NpgsqlDataSource database,
    KeyDerivation keyring,
    ILogger logger,
    HostMembership others,
    AppendSignal news
)
{
    private const int BatchSize = 1_000;
    private const int Attempts = 4;

    /// <summary>Each one lost tells of messages that are stored now; two hosts that are sent the same may race for
    /// long.</summary>
    private const int Races = 20;

    /// <summary>Nobody shall wait much longer than this: whoever comes when more is queued is told to come
    /// again.</summary>
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(400);

    private readonly Channel<PendingAppend> _queue = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private int _waiting;
    private int _mostWaiting = 4 * BatchSize;
    private double _factsASecond = 10 * BatchSize;

    /// <summary>Whether so much waits that nothing more is taken.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) >= Volatile.Read(ref _mostWaiting);

    /// <returns>False where too much waits already, or the host is stopping.</returns>
    public bool TryTake(PendingAppend work)
    {
        if (
            Interlocked.Add(ref _waiting, work.Facts.Length) - work.Facts.Length < Volatile.Read(ref _mostWaiting)
            && _queue.Writer.TryWrite(work)
        )
            return true;
        Interlocked.Add(ref _waiting, -work.Facts.Length);
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
            await Commit(batch);
            Learn(taken, Stopwatch.GetElapsedTime(began));
            Interlocked.Add(ref _waiting, -taken);
            batch.Clear();
        }
    }

    /// <summary>How much may wait follows from how fast full batches went lately.</summary>
    private void Learn(int facts, TimeSpan took)
    {
        if (facts < BatchSize)
            return;
        _factsASecond = (0.9 * _factsASecond) + (0.1 * facts / took.TotalSeconds);
        Volatile.Write(ref _mostWaiting, Math.Max(BatchSize, (int)(_factsASecond * LongestQueue.TotalSeconds)));
    }

    private async Task Commit(List<PendingAppend> batch)
    {
        try
        {
            var outcomes = await Append(batch);
            await others.WaitUntilKnown();
            var next = 0;
            foreach (var work in batch)
                work.Done.SetResult(outcomes[next..(next += work.Facts.Length)]);
            news.Set();
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
            logger.LogError(
                "Facts could not be committed ({Failure}); their senders are told to try again.",
                failure.GetType().Name
            );
            foreach (var work in batch)
                work.Done.TrySetException(failure);
        }
    }

    private async Task<AppendOutcome[]> Append(List<PendingAppend> batch)
    {
        var facts = batch
            .SelectMany(work =>
                work.Facts.Select(fact => (work.Site, Fact: fact, Id: FactIds.Of(work.Site, fact.MessageId)))
            )
            .ToArray();
        var first = new Dictionary<Guid, int>(facts.Length);
        for (var i = 0; i < facts.Length; i++)
            first.TryAdd(facts[i].Id, i);
        var places = first.Values.Order().ToArray();
        var marks = new Dictionary<(string, string), byte[]>(places.Length);
        var rows = places.Select(i => Row(facts[i].Site, facts[i].Fact, facts[i].Id, marks)).ToArray();

        var (versions, answerLost) = await Retried(() => AppendFacts.Append(database, rows, CancellationToken.None));
        var (before, _) = await Retried(() => StoredBefore([.. rows.Where((_, i) => versions[i] == 0)], answerLost));
        for (var i = 0; i < rows.Length; i++)
        {
            // What was stored before may have been by an attempt whose answer was lost, with a version that nobody
            // knows here.
            if (versions[i] != AppendFacts.Shut)
                news.RaiseCommitted(
                    facts[places[i]].Site,
                    facts[places[i]].Fact,
                    versions[i] > 0 ? versions[i] : long.MaxValue
                );
        }

        var shut = rows.Where((_, i) => versions[i] == AppendFacts.Shut).Select(row => row.Id).ToHashSet();
        return
        [
            .. facts.Select(
                (it, i) =>
                    shut.Contains(it.Id) ? AppendOutcome.Closed
                    : !before.TryGetValue(it.Id, out var known)
                        ? Judge(first[it.Id] == i, facts[first[it.Id]].Fact, it.Fact)
                    : Judge(first[it.Id] == i && known.ByUs, known.Fact, it.Fact)
            ),
        ];
    }

    private static AppendOutcome Judge(bool isTheStored, NewFact stored, NewFact sent) =>
        isTheStored ? AppendOutcome.Accepted
        : SameContent.In(stored, sent) ? AppendOutcome.Duplicate
        : AppendOutcome.Conflict;

    private FactRow Row(string site, NewFact fact, Guid id, Dictionary<(string, string), byte[]> marks) =>
        new(
            site,
            StreamNames.Visitor(fact.Visitor),
            id,
            StoredFacts.NameOf(fact.Body.GetType()),
            FactJson.Write(fact.Body),
            Mark(site, fact.Visitor, marks),
            fact.Body is IdentityLinked link ? Mark(site, link.Alias, marks) : null
        );

    private byte[] Mark(string site, string visitor, Dictionary<(string, string), byte[]> marks) =>
        marks.TryGetValue((site, visitor), out var mark)
            ? mark
            : marks[(site, visitor)] = keyring.SubjectHash(site, visitor);

    /// <remarks>
    /// Where an answer was lost after the commit, the next attempt finds the very bytes of the first: those count as
    /// stored by us. Where none was lost they are of somebody else, received within the same millisecond.
    /// </remarks>
    private async Task<Dictionary<Guid, (NewFact Fact, bool ByUs)>> StoredBefore(FactRow[] rows, bool answerLost)
    {
        var found = new Dictionary<Guid, (NewFact, bool)>();
        if (rows.Length == 0)
            return found;
        await using var command = database.CreateCommand(
            "select event.id, stream_id, type, data, stream_id = sent.stream and data = sent.body"
                + " from journey.mt_events event join unnest($1, $2, $3) sent (id, stream, body) using (id)"
        );
        command.Parameters.Add(new() { Value = rows.Select(row => row.Id).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Stream).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = rows.Select(row => row.Data).ToArray(),
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
            }
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var fact = new NewFact(
                StreamNames.PseudonymOf(reader.GetString(1)) ?? "",
                "",
                FactJson.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            );
            found[reader.GetGuid(0)] = (fact, answerLost && reader.GetBoolean(4));
        }

        return found;
    }

    /// <returns>Also whether an earlier attempt may have committed without our hearing of it.</returns>
    private static async Task<(T Result, bool AnswerLost)> Retried<T>(Func<Task<T>> attempt)
    {
        var (tries, races, lost) = (0, 0, false);
        while (true)
        {
            try
            {
                return (await attempt(), lost);
            }
            catch (NpgsqlException failure) when (failure.IsTransient || IsLostRace(failure))
            {
                if (IsLostRace(failure) ? ++races == Races : ++tries == Attempts)
                    throw;
                lost |= failure is not PostgresException { InvariantSeverity: "ERROR" };
                await Task.Delay(TimeSpan.FromMilliseconds(50 * Math.Pow(Math.Min(tries + races, Attempts - 1), 2)));
            }
        }
    }

    private static bool IsLostRace(NpgsqlException failure) =>
        failure.SqlState is PostgresErrorCodes.UniqueViolation or AppendFacts.ClosedMeanwhile;
}
