using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Made-up sites whose visitors are told of in every spelling and order, beside what the definitions of the
/// reports make of the plain truth.</summary>
[Collection(DecidingTests.Name)]
public sealed class every_report_is_counted_anew_by_its_definition(EngineFixture engine)
{
    [Fact]
    public Task on_a_site_that_goes_by_utc() => Counted(Clocks.Utc, 1);

    [Fact]
    public Task on_a_site_in_jerusalem() => Counted(Clocks.Jerusalem, 2);

    [Fact]
    public Task on_a_site_in_new_york() => Counted(Clocks.NewYork, 3);

    [Fact]
    public async Task on_a_site_whose_people_have_several_devices()
    {
        var (random, clocks) = (new Random(4), Clocks.Jerusalem);
        var (site, acts) = (await Defined(clocks, 4), Story.Of(random, 200));
        var household = new Household(random, new Noise(random), acts);
        await household.Tell(site, await site.AsServer(), acts);

        foreach (var recognise in new[] { "vouched", "claimed", "off" })
        {
            var settings = JsonSerializer.SerializeToNode(clocks.Settings)!;
            settings["recognise"] = household.People.Recognise = recognise;
            await site.Put("/v1/settings", settings);
            var counted = household.Counted(acts);
            var reading = new Reading(site, clocks, counted);
            await reading.Read(null, null, null);
            if (recognise == "vouched")
                await reading.Read(acts[acts.Count / 3].At, null, clocks.ShortDay.AddDays(20));
            var devices = (await site.Get("/v1/reports/returns?wait=true"))["asOf"]!["devices"]!;
            reading.Ledger.Same(
                "shared",
                devices["shared"],
                recognise == "off" ? 0 : household.Shared(counted.Select(it => it.Device!).Distinct())
            );
            string.Join("\n", reading.Ledger.Differences).Should().BeEmpty($"it recognises who is {recognise}");
        }
    }

    private async Task<Site> Defined(Clocks clocks, int seed)
    {
        var site = await engine.NewSite(name: $"oracle-{seed}");
        await site.Put("/v1/settings", clocks.Settings);
        foreach (var plan in new[] { Story.Shop, Story.Loyal })
            await site.Put("/v1/funnels/" + Uri.EscapeDataString(plan.Name), plan.Body);
        return site;
    }

    private async Task Counted(Clocks clocks, int seed)
    {
        var random = new Random(seed);
        var site = await Defined(clocks, seed);
        var (acts, noise) = (Story.Of(random, 200), new Noise(random));
        await Send(site, noise.Batches(acts));

        var reading = new Reading(site, clocks, acts);
        var banner = new Banner(site, Story.Shop, acts, reading.Ledger);
        var before = DateTime.UtcNow.AddSeconds(-1);
        var season = new Season(random, banner, acts, more => Send(site, noise.Batches(more)));
        await season.Pass([.. Enumerable.Range(1, 60).Select(it => $"v{it}")]);

        var firsts = acts.GroupBy(it => it.Visitor).ToDictionary(it => it.Key, it => clocks.Day(it.Min(one => one.At)));
        banner.Events.Should().OnlyContain(it => it > 2, "nothing is compared where nothing happens");
        await banner.Report(_ => true, "wait=true");
        await banner.Report(_ => true, $"at={DateTime.UtcNow.AddMinutes(1):yyyy-MM-ddTHH:mm:ss}Z");
        await banner.Report(_ => false, $"at={before:yyyy-MM-ddTHH:mm:ss}Z");
        await banner.Report(
            it => firsts[it] == clocks.ShortDay,
            $"from={clocks.ShortDay:yyyy-MM-dd}&to={clocks.ShortDay:yyyy-MM-dd}"
        );
        await banner.Report(it => firsts[it] > clocks.ShortDay, $"from={clocks.ShortDay.AddDays(1):yyyy-MM-dd}");
        foreach (var plan in new[] { Story.Shop, Story.Loyal })
            await reading.Look(plan, acts[acts.Count / 2].At, 30);
        await reading.Read(null, null, null);
        await reading.Read(null, clocks.ShortDay, clocks.ShortDay);
        await reading.Read(null, new DateOnly(2026, 3, 8), new DateOnly(2026, 10, 25));
        await reading.Read(acts[acts.Count / 3].At, null, null);
        await reading.Read(new DateTimeOffset(2026, 10, 25, 4, 0, 0, TimeSpan.Zero), new DateOnly(2026, 3, 9), null);

        string.Join("\n", reading.Ledger.Differences).Should().BeEmpty($"the seed is {seed}");
        reading.Ledger.Compared.Should().BeGreaterThan(1_000);
    }

    private static Task Send(Site site, List<JsonObject[]> batches) =>
        Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            async (batch, _) =>
                (await Site.Receipts(await site.Batch(batch))).Keys.Should().BeSubsetOf(["accepted", "duplicate"])
        );
}
