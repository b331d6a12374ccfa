using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>What a replay found.</summary>
/// <param name="Position">Place in the log up to which the live rows and the replay were compared.</param>
/// <param name="Differences">Each difference in words; none where live equals replay.</param>
public sealed record ReplayOutcome(
    long Position,
    long Events,
    long Journeys,
    long Tallies,
    IReadOnlyList<string> Differences
);

/// <summary>
/// Folds the whole log anew beside the live tables and compares every row, byte for byte, at one moment of the
/// database. Needs no more than to read. Memory does not grow with visitors, only with report cells.
/// </summary>
public sealed class JourneyReplay(NpgsqlDataSource database, RulesTable rulesTable, IReadOnlyList<Measure> measures)
{
    private const int PageSize = 1_000;

    public async Task<ReplayOutcome> Compare(
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    )
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var moment = await reading.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        await DatabaseSnapshot.Hold(reading, cancellation);
        await using var live = await DatabaseSnapshot.Share(reading, database, cancellation);
        var found = new Differences();
        var generation = await new Generations(measures).Current(live, cancellation);
        if (!generation.IsOurs)
            found.Add(
                "Another version of the engine projects on this database: what its measures and this version's have in "
                    + "common is compared."
            );
        var position = await DatabaseSnapshot.Number(
            live,
            "select position from journey.progress where name = 'journeys'",
            cancellation
        );
        var total = await EventCounts.UpTo(live, position, cancellation);
        await CompareRules.Run(live, position, rulesTable, found, cancellation);

        var (events, journeys) = (0L, 0L);
        var sums = new Dictionary<string, Dictionary<SumKey, long>>();
        await foreach (
            var page in StreamScan
                .All(reading, null, position, cancellation)
                .Chunk(PageSize)
                .WithCancellation(cancellation)
        )
        {
            await ComparePage(live, generation, page, sums, found, cancellation);
            journeys += page.Length;
            events += page.Sum(it => it.Count);
            progress.Report((events, total));
        }

        progress.Report((total, total));
        var rows = await DatabaseSnapshot.Number(live, "select count(*) from journey.journeys", cancellation);
        if (rows != journeys)
            found.Add($"There are {rows} journeys, and the log has {journeys} visitors.");
        var tallies = await CompareSums.Run(live, generation, sums, found, cancellation);
        return new ReplayOutcome(position, total, journeys, tallies, found.Found);
    }

    private async Task ComparePage(
        NpgsqlConnection live,
        Generation generation,
        List<StoredEvent>[] page,
        Dictionary<string, Dictionary<SumKey, long>> sums,
        Differences found,
        CancellationToken cancellation
    )
    {
        var rows = await LiveRow.Read(live, page.Select(it => (it[0].Site, it[0].Visitor!)), cancellation);
        foreach (var events in page)
        {
            var (site, visitor) = (events[0].Site, events[0].Visitor!);
            if (!rows.TryGetValue((site, visitor), out var row))
            {
                found.Add($"{site}/{visitor}: no journey.");
                continue;
            }

            var rules = await rulesTable.At(live, site, row.Revision, cancellation);
            var journey = Journey.Empty.Fold(rules, Streams.Interactions(events));
            if (row.Version != events[^1].Version)
                found.Add($"{site}/{visitor}: folded to version {row.Version}, the log has {events[^1].Version}.");
            if (!row.Bytes.AsSpan().SequenceEqual(JourneyBytes.Write(journey)))
                found.Add($"{site}/{visitor}: the journey differs: {journey.Visits.Length} visits in the replay.");
            if (!sums.TryGetValue(site, out var ofSite))
                sums[site] = ofSite = [];
            MeasureSums.Move(ofSite, [], MeasureSums.Of(generation.SummedIn(row.Generation), journey, rules));
        }
    }
}
