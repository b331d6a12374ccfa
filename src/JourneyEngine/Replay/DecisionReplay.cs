using JourneyEngine.Contracts;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>
/// Makes every logged decision again, from the streams that it names as they were then, the slot's version that it names, what
/// it believed and its seed, and from nothing else. All but the wording of its reasons is compared, bit for bit. Needs
/// no more than to read.
/// </summary>
public sealed class DecisionReplay(NpgsqlDataSource database, RulesTable rulesTable)
{
    private static readonly string Offered = StoredFacts.NameOf(typeof(ContentOffered));

    public async Task<DecisionOutcome> Verify(
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    )
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var moment = await reading.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        var inputs = await DecisionInputs.Read(reading, rulesTable, cancellation);
        await using var others = await DatabaseSnapshot.Share(reading, database, cancellation);
        var total = await EventCounts.OfType(reading, Offered, cancellation);
        var found = new Differences();
        var (decisions, reproduced, forgotten, imported) = (0L, 0L, 0L, 0L);
        await foreach (var stream in StreamScan.All(reading, null, long.MaxValue, cancellation))
        {
            var made = stream
                .Where(it => it.Type == Offered)
                .Select(it => (Stored: it, Decision: FactJson.Read<ContentOffered>(it.Data)))
                .ToList();
            var begun = await FirstEvents.Streams(
                others,
                stream[0].Site,
                [.. made.SelectMany(it => it.Decision.Snapshot.Streams ?? [])],
                cancellation
            );
            foreach (var (stored, decision) in made)
            {
                decisions++;
                if (decision.Imported)
                    imported++;
                else if (SnapshotStreams.Of(decision, stored.Version, stream, begun) is not { } before)
                    forgotten++;
                else if (DecideAgain.Difference(stored, decision, before, inputs) is { } wrong)
                    found.Add($"{stored.Site}/{decision.DecisionId}: {wrong}");
                else
                    reproduced++;
            }

            progress.Report((decisions, total));
        }

        return new DecisionOutcome(decisions, reproduced, forgotten, imported, found.Found);
    }
}
