using System.Text.Json.Nodes;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Replay;
using Marten;
using Marten.Events.Archiving;
using Marten.Exceptions;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>An operator archives a stream with Marten, and then the visitor comes again.</summary>
[Collection(HostTests.Name)]
public class a_visitor_s_stream_is_archived(EngineFixture engine)
{
    private readonly JsonObject _first = Calls.Page("v", "home", Calls.Noon);

    [Fact]
    public async Task before_the_visitor_returns_and_new_events_are_appended_without_a_gap()
    {
        await using var store = engine.Marten();
        var site = await Archived(store);

        await site.Accepted(
            Calls.Page("w", "blog", Calls.Noon.AddDays(2)),
            Calls.Page("v", "blog", Calls.Noon.AddDays(2)),
            Calls.Page("x", "blog", Calls.Noon.AddDays(2))
        );

        (await Versions(store, site))
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, long[]>
                {
                    ["v"] = [1, 2, 3],
                    ["w"] = [1, 2],
                    ["x"] = [1],
                }
            );
        await using var session = store.QuerySession(site.Name);
        var state = await session.Events.FetchStreamStateAsync(StreamNames.Visitor("v"));
        (state!.Version, state.IsArchived)
            .Should()
            .Be((3, true), "an append is no reason to take the stream out of the archive");
    }

    [Fact]
    public async Task without_changing_the_counted_visits()
    {
        await using var store = engine.Marten();
        var site = await Archived(store);
        ((int)(await site.Get("/v1/visitors/v"))["visits"]!).Should().Be(2);

        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(2)));

        ((int)(await site.Get("/v1/visitors/v"))["visits"]!).Should().Be(3);
        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visits"]!).Should().Be(4);
        (
            await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
                new Progress<(long, long)>(),
                default
            )
        )
            .Differences.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task before_a_message_is_sent_again_and_is_still_a_duplicate()
    {
        await using var store = engine.Marten();
        var site = await Archived(store);

        var receipts = await Site.Receipts(await site.Batch([_first]));

        receipts.Should().BeEquivalentTo(new Dictionary<string, int> { ["duplicate"] = 1 });
        (await Versions(store, site))["v"].Should().Equal(1, 2);
    }

    /// <summary>The engine differs here on purpose: its answer to a visitor is never an error that the visitor can do
    /// nothing about.</summary>
    [Fact]
    public async Task to_which_the_engine_appends_although_marten_refuses()
    {
        await using var store = engine.Marten();
        var site = await Archived(store);

        var append = () => store.Append(site, StreamNames.Visitor("v"), "by marten");

        await append.Should().ThrowAsync<InvalidStreamOperationException>();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(2)));
        (await Versions(store, site))["v"].Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task which_marten_reads_completely_or_not_at_all()
    {
        await using var store = engine.Marten();
        var site = await Archived(store);
        (await store.Stream(site, "v")).Should().BeEmpty("that is what Marten reads of an archived stream");

        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(2)));

        string.Join(' ', (await store.Stream(site, "v")).Select(it => it.Version))
            .Should()
            .BeOneOf(["", "1 2 3"], "an aggregate of the last events alone is wrong");
    }

    /// <summary>A site where v was twice and w once, and v's stream is archived.</summary>
    private async Task<Site> Archived(DocumentStore store)
    {
        var site = await engine.NewSite();
        await site.Accepted(
            _first,
            Calls.Page("v", "home", Calls.Noon.AddDays(1)),
            Calls.Page("w", "home", Calls.Noon)
        );
        await using var session = store.LightweightSession(site.Name);
        session.Events.ArchiveStream(StreamNames.Visitor("v"));
        await session.SaveChangesAsync();
        return site;
    }

    /// <summary>Every visitor's versions as Marten finds them, archived or not.</summary>
    private static async Task<Dictionary<string, long[]>> Versions(DocumentStore store, Site site)
    {
        await using var session = store.QuerySession(site.Name);
        var events = await session.Events.QueryAllRawEvents().Where(it => it.MaybeArchived()).ToListAsync();
        return events
            .GroupBy(it => StreamNames.PseudonymOf(it.StreamKey!)!)
            .ToDictionary(it => it.Key, it => it.Select(e => e.Version).Order().ToArray());
    }
}
