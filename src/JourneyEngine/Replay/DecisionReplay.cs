using JourneyEngine.Contracts;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>
/// Makes every logged decision again, from the visitor's stream as it was then, the slot's version that it names, what
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
        var made = await DecisionInputs.Read(reading, rulesTable, cancellation);
        var total = await EventCounts.OfType(reading, Offered, cancellation);
        var found = new Differences();
        var (decisions, reproduced, forgotten) = (0L, 0L, 0L);
        await foreach (var stream in StreamScan.All(reading, null, long.MaxValue, cancellation))
        {
            foreach (var stored in stream.Where(it => it.Type == Offered))
            {
                decisions++;
                var decision = FactJson.Read<ContentOffered>(stored.Data);
                if (Streams.UpTo(stream, decision.Snapshot.StreamVersion) is not { } before)
                    forgotten++;
                else if (DecideAgain.Difference(stored, decision, before, made) is { } wrong)
                    found.Add($"{stored.Site}/{decision.DecisionId}: {wrong}");
                else
                    reproduced++;
            }

            progress.Report((decisions, total));
        }

        return new DecisionOutcome(decisions, reproduced, forgotten, found.Found);
    }
}
