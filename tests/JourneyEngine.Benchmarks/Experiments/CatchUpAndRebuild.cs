using System.Diagnostics;
using System.Text.Json.Nodes;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>The live projection from nothing to the end of the log, against reading the log and building every fact;
/// and the parallel rebuild.</summary>
internal static class CatchUpAndRebuild
{
    public static async Task Run(Laboratory laboratory, Plan plan, Findings findings)
    {
        var events = await laboratory.Number("select count(*) from journey.mt_events");
        var rates = await Samples.InTurn(
            Math.Min(3, plan.Rounds),
            ("catch-up", () => CatchUp(laboratory)),
            ("streaming read", () => StreamingRead(laboratory.Database))
        );
        var seconds = await Samples.InTurn(Math.Min(3, plan.Rounds), ("rebuild", () => Rebuild(laboratory)));
        var compared = JsonNode.Parse(await laboratory.Journey("replay", "journeys", "--json"))!;
        if (compared["differences"]!.AsArray().Count > 0)
            throw new InvalidOperationException($"Live and replay differ: {compared["differences"]}");

        findings.Ratios.Add(
            new(
                "projection catch-up against a streaming read with deserialisation",
                $"{rates["catch-up"]} ev/s",
                $"{rates["streaming read"]} ev/s",
                rates["catch-up"].Median / rates["streaming read"].Median,
                0.2,
                0.5
            )
        );
        var perMillion = seconds["rebuild"].Median * 1_000_000 / events;
        findings.Ratios.Add(
            new(
                "rebuild of 1,000,000 events of 200,000 visitors, s",
                $"{Samples.Text(perMillion)} ({events:N0} events in {seconds["rebuild"]} s)",
                "",
                perMillion,
                40,
                15,
                LessIsBetter: true
            )
        );
        findings.Note(
            "journeys and report cells after catch-up and rebuild",
            $"{compared["journeys"]} and {compared["tallies"]}; replay finds no difference"
        );
    }

    public static async Task<double> CatchUp(Laboratory laboratory)
    {
        await laboratory.Projected();
        await laboratory.ForgetProjection();
        var from = await laboratory.Number("select position from journey.progress");
        var clock = Stopwatch.StartNew();
        await laboratory.Projected();
        return (await laboratory.Number("select position from journey.progress") - from) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> StreamingRead(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Task.Run(() =>
        {
            using var command = new NpgsqlCommand(
                "select seq_id, tenant_id, stream_id, version, type, data, timestamp from journey.mt_events order by "
                    + "seq_id",
                connection
            );
            var (events, clock) = (0, Stopwatch.StartNew());
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var fact = FactJson.Read(reader.GetString(4), reader.GetFieldValue<byte[]>(5));
                events += fact is not null ? 1 : 0;
            }

            return events / clock.Elapsed.TotalSeconds;
        });
    }

    private static async Task<double> Rebuild(Laboratory laboratory) =>
        (double)JsonNode.Parse(await laboratory.Journey("rebuild", "journeys", "--json"))!["seconds"]!;
}
