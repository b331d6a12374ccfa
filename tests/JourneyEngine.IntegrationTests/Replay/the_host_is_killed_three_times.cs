using System.Diagnostics;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Conversions;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Replay;

[Collection(HostTests.Name)]
public class the_host_is_killed_three_times(EngineFixture engine)
{
    private const int Kills = 3;

    /// <summary>Killed without farewell three times while four clients send; they retry with the same message
    /// ids.</summary>
    [SkippableFact]
    public async Task without_losing_or_duplicating_an_acknowledged_item()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var (folder, port) = (TemporaryFolder.New(), HostProcess.FreePort());
        var host = await engine.Another(folder, port);
        var site = await engine.NewSite(host.Address);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);

        var sending = Weblog.Send(site, lines, 7, Stubbornly);
        for (var kills = 0; kills < Kills; kills++)
        {
            await Task.Delay(400);
            await host.Kill();
            host = await engine.Another(folder, port);
        }

        var receipts = await sending;
        await using (host)
        {
            receipts.Keys.Should().BeSubsetOf(["accepted", "duplicate"]);
            receipts.Values.Sum().Should().Be(2_139);
            await Weblog.FiguresAreExact(site);
        }

        await using var command = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where tenant_id = $1 and type = 'interaction_recorded'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        (await command.ExecuteScalarAsync()).Should().Be(1_839L);
        (await Replayed()).Differences.Should().BeEmpty();
    }

    private async Task<ReplayOutcome> Replayed() =>
        await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
            new Progress<(long, long)>(),
            default
        );

    private static async Task<HttpResponseMessage> Stubbornly(Site site, IEnumerable<JsonNode> items)
    {
        var batch = items.ToArray();
        var (waited, longest) = (Stopwatch.StartNew(), (Kills + 1) * HostProcess.Patience);
        while (true)
        {
            // Slow enough for the kills to fall into the middle.
            await Task.Delay(100);
            try
            {
                var answer = await site.Batch(batch);
                if (answer.IsSuccessStatusCode || waited.Elapsed > longest)
                    return answer;
            }
            catch (HttpRequestException) when (waited.Elapsed <= longest)
            {
                // Down; it comes back.
            }
        }
    }
}
