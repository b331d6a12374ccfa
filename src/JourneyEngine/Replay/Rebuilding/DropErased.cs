using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Visitors may be erased while all journeys are built anew: what was folded of them before goes out of the
/// fresh tables again.</summary>
internal static class DropErased
{
    /// <summary>Within the transaction that puts the fresh tables in their place, while nobody can erase.</summary>
    public static async Task Run(NpgsqlConnection connection, FoldedUpTo upTo, CancellationToken cancellation)
    {
        var sums = new Dictionary<string, Dictionary<SumKey, long>>();
        await using (
            var command = new NpgsqlCommand(
                $"""
                delete from journey.journeys journey
                where not {LogSql.HasStreamOf("journey.site", "journey.visitor")}
                returning site, journey
                """,
                connection
            )
            {
                CommandTimeout = 0,
            }
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var (site, journey) = (reader.GetString(0), JourneyBytes.Read(reader.GetFieldValue<byte[]>(1))!);
                if (!sums.TryGetValue(site, out var ofSite))
                    sums[site] = ofSite = [];
                var folded = upTo.Rules.GetValueOrDefault(site) ?? FoldRules.Default;
                MeasureSums.Move(ofSite, MeasureSums.Of(upTo.Generation.Measures, journey, folded), []);
            }
        }

        await SumMove.Add(
            connection,
            upTo.Generation,
            [.. sums.SelectMany(site => site.Value.Select(sum => new SumMove(site.Key, sum.Key, sum.Value)))],
            cancellation
        );
    }
}
