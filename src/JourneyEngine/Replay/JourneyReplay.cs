using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Replay.Rebuilding;
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
/// database. Needs no more than to read. Memory does not grow with visitors, only with links and report cells.
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
        var position = await Checkpoint.ReadPosition(live, cancellation);
        var total = await EventCounts.UpTo(live, position, cancellation);
        await CompareRules.Run(live, position, rulesTable, found, cancellation);

        var links = await IdentityGraphs.OfAll(live, position, cancellation);
        var (events, journeys) = (0L, 0L);
        var sums = new Dictionary<string, Dictionary<SumKey, long>>();
        await foreach (
            var page in StreamScan
                .All(reading, null, position, cancellation)
                .Chunk(PageSize)
                .WithCancellation(cancellation)
        )
        {
            await ComparePage(live, generation, links, page, sums, found, cancellation);
            journeys += page.Length;
            events += page.Sum(it => it.Count);
            progress.Report((events, total));
        }

        progress.Report((total, total));
        // Their journeys were just found to be those of the log.
        await SumPersons.Run(live, "journey.journeys", rulesTable, generation.SummedIn, sums, cancellation);
        var rows = await DatabaseSnapshot.Number(live, "select count(*) from journey.journeys", cancellation);
        if (rows != journeys)
            found.Add($"There are {rows} journeys, and the log has {journeys} visitors.");
        var tallies = await CompareSums.Run(live, generation, sums, found, cancellation);
        return new ReplayOutcome(position, total, journeys, tallies, found.Found);
    }

    private async Task ComparePage(
        NpgsqlConnection live,
        Generation generation,
        IReadOnlyDictionary<string, IdentityGraph> links,
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
            var membership = links.TryGetValue(site, out var linked)
                ? linked.Membership(visitor, rules.Recognise)
                : default;
            if (row.Membership != membership)
                found.Add(
                    $"{site}/{visitor}: belongs to {Words(row.Membership)}, to {Words(membership)} in the replay."
                );
            if (row.Membership.Person is not null)
                continue;
            if (!sums.TryGetValue(site, out var ofSite))
                sums[site] = ofSite = [];
            var alone = new CountedVisitor(journey, IsShared: membership.IsShared);
            MeasureSums.Move(ofSite, [], MeasureSums.Of(generation.SummedIn(row.Generation), alone, rules));
        }
    }

    private static string Words((string? Person, bool IsShared) membership) =>
        membership.Person ?? (membership.IsShared ? "several persons" : "nobody else");
}
