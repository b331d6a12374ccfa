using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.Log;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>Numbers are missing in the log, and who waits for them sees more go meanwhile.</summary>
[Collection(EngineTests.Name)]
public sealed class what_stands_behind_a_gap_is_erased(EngineFixture engine)
{
    [Fact]
    public async Task while_the_log_is_read_on()
    {
        var site = await engine.NewSite();
        await site.Get("/v1/reports/returns?wait=true");
        await using var connection = await engine.Database.OpenConnectionAsync();
        var (after, feed) = (await LogPosition.Last(connection, default), new EventFeed(TimeProvider.System));
        foreach (var visitor in new[] { "a", "b", "c" })
            await site.Accepted(Calls.Page(visitor, "home", Calls.Noon));
        await site.Erase("a");
        (await feed.Next(connection, after, 100, default)).Should().BeEmpty("what is missing may still come");

        await site.Erase("b");
        await site.Erase("c");
        await site.Accepted(Calls.Page("d", "home", Calls.Noon));

        (await Eventually.Sees(() => feed.Next(connection, after, 100, default), it => it.Count > 0))[0]
            .Visitor.Should()
            .Be("d");
    }
}
