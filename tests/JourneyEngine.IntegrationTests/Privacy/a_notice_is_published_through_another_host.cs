using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_notice_is_published_through_another_host(EngineFixture engine)
{
    [Fact]
    public async Task to_apply_on_this_host_soon_after()
    {
        await using var other = await engine.Another();
        var site = await engine.NewSite();
        var there = site with { Address = other.Address };
        var items = Enumerable.Range(0, 40).Select(it => Notice.Item("order", $"v{it % 5}")).ToArray();
        (await Site.Receipts(await site.Batch(items))).Should().ContainKey("quarantined").WhoseValue.Should().Be(40);

        var early = 0;
        for (var version = 1; version <= 5; version++)
        {
            await there.Publish($$"""{"kinds":[{"kind":"order"},{"kind":"k{{version}}"}]}""");
            early = -1;
            await Eventually.Sees(
                async () =>
                {
                    early++;
                    return await Site.Receipts(await site.Batch([Notice.Item($"k{version}", "w")]));
                },
                it => it.ContainsKey("accepted")
            );
            (await Site.Receipts(await site.Batch([Notice.Item($"k{version - 1}", "w")])))
                .Should()
                .ContainKey("quarantined");
        }

        var counts = await Task.WhenAll(site.Redrive(), there.Redrive());
        counts
            .Sum(it => it.Accepted)
            .Should()
            .Be(40 + early, "what was sent too early of the last kind is taken in, too");
        counts.Sum(it => it.Duplicate).Should().Be(0);
        (
            await engine.Column(
                $"select data ->> 'messageId' from journey.mt_events where tenant_id "
                    + $"= '{site.Name}' and data ->> 'kind' = 'order'"
            )
        )
            .Should()
            .BeEquivalentTo(items.Select(it => (string)it["messageId"]!));
    }
}
