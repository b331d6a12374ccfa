using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Collection.Crawlers;
using JourneyEngine.Collection.Steps;

namespace JourneyEngine.IntegrationTests.UserAgents;

/// <summary>Both kinds of error of who is taken for whom, by the tracker's own test and the engine's after it: on the
/// list of crawlers, and on ten thousand browsers as often as people use them.</summary>
[Collection(PrivacyTests.Name)]
public sealed class programs_and_people_are_counted(EngineFixture engine)
{
    private sealed record Sent(string Agent, bool Told);

    private sealed record Measured(Sent[] Programs, Sent[] People);

    [SkippableFact]
    public async Task by_what_the_tracker_tells_the_engine()
    {
        var (programs, people) = await Measure();

        var hidden = programs.Where(it => !it.Told && Bots.Send(it.Agent)).Select(it => it.Agent).ToArray();
        programs.Should().HaveCountGreaterThan(2_000);
        ((double)hidden.Length / programs.Length).Should().BeLessThanOrEqualTo(0.01, string.Join('\n', hidden));
        people.Should().HaveCount(10_000);
        people.Where(it => Bots.Send(it.Agent)).Should().BeEmpty();
        people.Count(it => it.Told).Should().BeLessThanOrEqualTo(10, "nothing is said of a usual browser");
    }

    private async Task<(Sent[] Programs, Sent[] People)> Measure()
    {
        using var http = new HttpClient { BaseAddress = engine.Host.Address };
        using var packages = await NodePackages.Install("UserAgents");
        using var node = packages.Run("told.mjs", [], []);
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(
            new JsonObject
            {
                ["script"] = await http.GetStringAsync("/journey.js"),
                ["programs"] = JsonSerializer.SerializeToNode(
                    CrawlerList.Read().SelectMany(it => it.Instances ?? []).ToArray()
                ),
            }.ToJsonString()
        );
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.ExitCode.Should().Be(0, await error + await output);
        var measured = JsonSerializer.Deserialize<Measured>(await output, JsonSerializerOptions.Web)!;
        return (measured.Programs, measured.People);
    }
}
