using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class visitors_are_simulated(EngineFixture engine)
{
    private static readonly string[] Simulate =
    [
        "simulate",
        "--visitors",
        "1500",
        "--seed",
        "7",
        "--now",
        "2026-06-01T00:00:00Z",
        "--json",
        "--keys",
    ];

    [Fact]
    public async Task with_a_learning_slot_that_beats_its_holdout_at_every_visit_number()
    {
        var site = await engine.NewSite(name: "simulated");
        var keys = await site.Keys();

        var (exit, output, error) = await JourneyProgram.Run(engine, [.. Simulate, keys]);

        exit.Should().Be(0, error);
        var holdout = JsonNode.Parse(output)!["learned"]!["holdouts"]!.AsArray().Should().ContainSingle().Subject!;
        ((double)holdout["low"]!)
            .Should()
            .BeGreaterThan(0, "the interval of the lift, at the same mix of visit numbers, leaves nothing to chance");
        holdout["alarm"].Should().BeNull();
        foreach (var visit in holdout["byVisit"]!.AsArray().Where(it => (int)it!["from"]! <= 3))
            ((double)visit!["rate"]!)
                .Should()
                .BeGreaterThan((double)visit["heldOutRate"]!, "at visit {0}", visit["from"]);

        await Again(site, keys);
        await Otherwise(site);
    }

    [Fact]
    public async Task as_people_whom_several_devices_lead_to()
    {
        var site = await engine.NewSite(name: "people");

        var (exit, output, error) = await JourneyProgram.Run(
            engine,
            ["simulate", "--people", "--visitors", "100", "--json", "--keys", await site.Keys()]
        );

        exit.Should().Be(0, error);
        var returns = JsonNode.Parse(output)!["returns"]!;
        var devices = returns["asOf"]!["devices"]!;
        ((int)devices["counted"]!).Should().BeGreaterThan((int)returns["visitors"]!);
        ((int)devices["shared"]!).Should().BePositive();
    }

    /// <summary>The same visitors once more: nothing is stored twice, and nobody is asked again.</summary>
    private async Task Again(Site site, string keys)
    {
        var before = await Offered(site);
        (await JourneyProgram.Run(engine, [.. Simulate, keys])).ExitCode.Should().Be(0);
        (await Offered(site)).Should().Be(before);
    }

    /// <summary>An analyst asks what a fixed order would have earned.</summary>
    private async Task Otherwise(Site site)
    {
        var file = Path.Combine(TemporaryFolder.New(), "guide first.json");
        await File.WriteAllTextAsync(
            file,
            """
            {"policy":"rules","default":{"name":"newsletter","value":1},"contents":[{"name":"guide","value":1},{"name":"comparison","value":1},{"name":"trial","value":1}]}
            """
        );
        string[] replay = ["decisions", "replay", "--site", site.Name, "--slot", "offer", "--policy", file];

        var (exit, output, error) = await JourneyProgram.Run(engine, [.. replay, "--estimator", "snips", "--json"]);
        exit.Should().BeOneOf([0, 2], error);
        var value = JsonNode.Parse(output)!;
        // A site's draws are its own, so the estimate is known to some hundredths only: its interval is held against
        // the chances that the visitors truly have.
        var chances = Truth.Demo.Accept.Values.SelectMany(it => it).ToArray();
        var (low, high) = ((double)value["estimate"]!["low"]!, (double)value["estimate"]!["high"]!);
        high.Should().BeGreaterThan(chances.Min());
        low.Should()
            .BeLessThan(chances.Max())
            .And.BeLessThan((double)value["logged"]!, "one content for all is not surely better than what suits each");
        ((string)value["estimate"]!["estimator"]!).Should().Be("snips");

        (await JourneyProgram.Run(engine, replay)).Output.Should().Contain("would be").And.Contain("stage Reader");
        await File.WriteAllTextAsync(file, "{\n  \"policy\": rules\n}");
        var broken = await JourneyProgram.Run(engine, replay);
        (broken.ExitCode, broken.Error)
            .Should()
            .Be((1, $"{file}: Line 2, column 13: this is not the JSON of a slot (at $.policy).\n"));
    }

    private static async Task<long> Offered(Site site) =>
        (await site.Get("/v1/reports/decisions?wait=true"))["rows"]!.AsArray().Sum(it => (long)it!["offered"]!);
}
