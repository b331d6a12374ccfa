using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>Sixty visitors come, the share is raised, and all come again with forty new ones.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_holdout_s_share_is_changed(EngineFixture engine)
{
    private static readonly string[] Early = [.. Enumerable.Range(1, 60).Select(it => $"early{it}")];
    private static readonly string[] Late = [.. Enumerable.Range(1, 40).Select(it => $"late{it}")];

    [Fact]
    public async Task with_nobody_counted_on_two_sides_and_no_alarm_left()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await Define(site, 0.2);
        var before = await Come(site, Early, 0);
        (await Rows(site)).Should().Equal($"0.2 True {60 - before.Count} {before.Count} 0");

        await Define(site, 0.5);
        var early = await Come(site, Early, 1);
        var late = await Come(site, Late, 1);

        early.Should().Contain(before, "who was held out stays held out under a greater share");
        var moved = early.Count - before.Count;
        moved.Should().BePositive();
        var heldOut = before.Count + late.Count;
        (await Rows(site))
            .Should()
            .Equal(
                $"0.5 True {100 - moved - heldOut} {heldOut} {moved}",
                $"0.2 False {60 - before.Count} {before.Count} 0"
            );

        // As before, so everybody is where they were put first.
        await Define(site, 0.2);
        await Come(site, Early, 2);
        (await Rows(site))
            .Should()
            .Equal(
                $"0.2 True {60 - moved - before.Count} {before.Count} {moved}",
                $"0.5 False {100 - moved - heldOut} {heldOut} {moved}"
            );
        var csv = await (
            await site.Ask("/v1/reports/decisions?table=holdouts&format=csv&wait=true")
        ).Content.ReadAsStringAsync();
        csv.Trim('\uFEFF').Should().StartWith("slot,share,from,offered").And.Contain("\r\nhero,0.5,1,");
    }

    private static Task Define(Site site, double holdout) =>
        site.Put(
            "/v1/slots/hero",
            new
            {
                policy = "uniform",
                holdout,
                outcome = new { accepted = new[] { new { kind = "track", name = "Buy" } } },
                @default = new { name = "plain", value = "P" },
                contents = new[] { new { name = "a", value = "A" }, new { name = "b", value = "B" } },
            }
        );

    /// <returns>Who of them is held out.</returns>
    private static async Task<List<string>> Come(Site site, string[] visitors, int day)
    {
        await site.Accepted([.. visitors.Select(it => Calls.Page(it, "home", Calls.Noon.AddDays(day)))]);
        var heldOut = new List<string>();
        foreach (var visitor in visitors)
        {
            if ((await site.Hero(visitor)).Variant == "plain")
                heldOut.Add(visitor);
        }

        return heldOut;
    }

    private static async Task<IEnumerable<string>> Rows(Site site)
    {
        var report = await site.Get("/v1/reports/decisions?wait=true");
        var rows = report["holdouts"]!.AsArray();
        rows.Should().OnlyContain(it => it!["alarm"] == null);
        return rows.Select(it =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Number(it, "share")} {(bool)it!["inForce"]!} {Number(it, "visitors")} {Number(it, "heldOut")} {Number(it, "inBothArms")}"
            )
        );
    }

    private static double Number(JsonNode? row, string member) => (double)row![member]!;
}
