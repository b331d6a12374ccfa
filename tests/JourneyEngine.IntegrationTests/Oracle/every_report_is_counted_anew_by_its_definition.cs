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

    private async Task Counted(Clocks clocks, int seed)
    {
        var random = new Random(seed);
        var site = await engine.NewSite();
        await site.Put("/v1/settings", clocks.Settings);
        foreach (var plan in new[] { Story.Shop, Story.Loyal })
            await site.Put("/v1/funnels/" + Uri.EscapeDataString(plan.Name), plan.Body);
        var acts = Story.Of(random, 200);
        await Sent(site, new Noise(random), acts);

        var reading = new Reading(site, clocks, acts);
        await reading.Read(null, null, null);
        await reading.Read(null, clocks.ShortDay, clocks.ShortDay);
        await reading.Read(null, new DateOnly(2026, 3, 8), new DateOnly(2026, 10, 25));
        await reading.Read(acts[acts.Count / 3].At, null, null);
        await reading.Read(new DateTimeOffset(2026, 10, 25, 4, 0, 0, TimeSpan.Zero), new DateOnly(2026, 3, 9), null);

        string.Join("\n", reading.Ledger.Differences).Should().BeEmpty($"the seed is {seed}");
        reading.Ledger.Compared.Should().BeGreaterThan(1_000);
    }

    private static Task Sent(Site site, Noise noise, IEnumerable<Act> acts) =>
        Parallel.ForEachAsync(
            noise.Batches(acts),
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            async (batch, _) =>
                (await Site.Receipts(await site.Batch(batch))).Keys.Should().BeSubsetOf(["accepted", "duplicate"])
        );
}
