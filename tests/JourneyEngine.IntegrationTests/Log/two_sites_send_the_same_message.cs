using JourneyEngine.Log;
using Marten;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class two_sites_send_the_same_message(EngineFixture engine)
{
    [Fact]
    public async Task to_streams_that_marten_reads_under_separate_tenants()
    {
        var (here, there) = (await engine.NewSite(), await engine.NewSite());
        var shared = Calls.Page("v", "home", Calls.Noon);
        var (onlyHere, onlyThere) = (
            Calls.Page("v", "blog", Calls.Noon.AddDays(1)),
            Calls.Page("v", "files", Calls.Noon.AddDays(2))
        );
        await here.Accepted(shared, onlyHere);
        await there.Accepted(shared);
        await there.Accepted(onlyThere);
        await using var store = engine.Marten();

        var (stream, other) = (await store.Stream(here, "v"), await store.Stream(there, "v"));

        stream.MessageIds().Should().Equal((string)shared["messageId"]!, (string)onlyHere["messageId"]!);
        other.MessageIds().Should().Equal((string)shared["messageId"]!, (string)onlyThere["messageId"]!);
        stream.Select(it => it.Version).Should().Equal(1, 2);
        other.Select(it => it.Version).Should().Equal(1, 2);
        stream.Select(it => it.TenantId).Should().AllBe(here.Name);
        other.Select(it => it.TenantId).Should().AllBe(there.Name);
        stream.Concat(other).Select(it => it.Id).Should().OnlyHaveUniqueItems();
        (await store.Stream(await engine.NewSite(), "v"))
            .Should()
            .BeEmpty("a site that sent nothing has no such stream");

        await using var session = store.QuerySession(here.Name);
        (await session.Events.FetchStreamStateAsync(StreamNames.Visitor("v")))!.Version.Should().Be(2);
        (await session.Events.QueryAllRawEvents().ToListAsync())
            .Select(it => it.Id)
            .Should()
            .BeEquivalentTo(stream.Select(it => it.Id));
    }
}
