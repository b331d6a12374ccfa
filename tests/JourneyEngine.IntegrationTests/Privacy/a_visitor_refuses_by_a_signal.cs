using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_visitor_refuses_by_a_signal(EngineFixture engine)
{
    private const string Shut = "refused: nothing is collected of this visitor";
    private const string Refusing = "refused: the visitor does not consent to measure";

    [Fact]
    public async Task after_which_items_without_the_signal_are_not_stored()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(0));

        (await Sent(site, Page(1, measure: false))).Should().Equal(Refusing);

        (await Sent(site, Page(2))).Should().Equal(Shut);
        (await Visitors(site)).Should().Be(0);
    }

    [Fact]
    public async Task as_a_visitor_of_whom_nothing_is_held_and_nothing_ever_is()
    {
        var site = await engine.NewSite();

        (await Sent(site, Page(1, measure: false))).Should().Equal(Refusing);

        (await Sent(site, Page(2))).Should().Equal(Shut);
        (await engine.Stored(site)).Should().BeEmpty();
    }

    [Fact]
    public async Task by_a_cloud_event_after_which_nothing_is_stored()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(0));

        var answer = await site.Knock(
            "/v1/events",
            Door.Bytes(
                """
                {"specversion":"1.0","id":"c","source":"shop","type":"journey.page","subject":"v","time":"2026-01-31T13:00:00Z",
                "data":{"name":"home","consent":{"categoryPreferences":{"analytics":false}}}}
                """
            ),
            Door.Basic(site.WriteKey),
            ("Content-Type", "application/cloudevents+json")
        );

        (await Door.InOrder(answer)).Should().Equal(Refusing);
        (await Sent(site, Page(2))).Should().Equal(Shut);
    }

    [Fact]
    public async Task by_an_identify_call_after_which_nothing_is_stored()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(0));
        var identify = Page(1, measure: false);
        identify["type"] = "identify";
        identify["userId"] = "u";

        (await Sent(site, identify)).Should().Equal(Refusing);

        (await Sent(site, Page(2))).Should().Equal(Shut);
    }

    [Fact]
    public async Task in_the_request_of_their_first_pages_as_in_one_of_its_own()
    {
        var (together, apart) = (await engine.NewSite(), await engine.NewSite());
        JsonObject[] items = [Page(0), Page(1, measure: false), Page(2), Page(0, "other")];

        (await Sent(together, items)).Should().Equal("accepted", Refusing, Refusing, "accepted");
        foreach (var item in items)
            await Sent(apart, item);

        (await Visitors(together), await Visitors(apart)).Should().Be((1, 1));
        (await Held(together)).Should().Equal(await Held(apart));
        (await Sent(together, Page(3))).Should().Equal(Shut);
    }

    [Fact]
    public async Task at_the_time_of_the_interaction_with_the_receipt_beside_it()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(0));
        var began = DateTimeOffset.UtcNow;

        await Sent(site, Page(1, measure: false));

        var stored = JsonNode.Parse(
            (
                await engine.Column(
                    $"select data::text from journey.mt_events where tenant_id = '{site.Name}' and type = 'consent_changed'"
                )
            ).Single()
        )!;
        ((DateTimeOffset)stored["occurredAt"]!).Should().Be(Calls.Noon.AddMinutes(1));
        ((DateTimeOffset)stored["receivedAt"]!).Should().BeOnOrAfter(began);
        ((string)stored["source"]!).Should().Be("signal");
    }

    [Fact]
    public async Task until_consent_is_signalled_later_in_time()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(0));
        await Sent(site, Page(5, measure: false));

        (await Sent(site, Page(4, measure: true))).Should().Equal([Shut], "it was said before the refusal");
        (await Sent(site, Page(6), Page(7, measure: true), Page(8))).Should().Equal(Shut, "accepted", "accepted");

        (await Sent(site, Page(9))).Should().Equal("accepted");
        (await Visitors(site)).Should().Be(1);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task again_in_a_retry_that_does_not_undo_a_later_consent()
    {
        var site = await engine.NewSite();
        var refusal = Page(1, measure: false);
        JsonObject[] items = [Page(0), refusal, Page(2, measure: true)];
        await Sent(site, items);

        (await Sent(site, items)).Should().Equal("duplicate", Refusing, "duplicate");
        (await Sent(site, refusal)).Should().Equal(Refusing);

        (await Sent(site, Page(3))).Should().Equal("accepted");
        (await Visitors(site)).Should().Be(1);
    }

    [Fact]
    public async Task on_one_host_and_is_refused_on_the_other_at_once()
    {
        await using var other = await engine.Another();
        var site = await engine.NewSite();
        var there = site with { Address = other.Address };
        await there.Accepted(Page(0));

        (await Sent(site, Page(1, measure: false))).Should().Equal(Refusing);
        (await Sent(there, Page(2))).Should().Equal(Shut);

        await there.Accepted(Page(3, measure: true));
        await site.Accepted(Page(4));
    }

    [Fact]
    public async Task in_an_export_that_gives_the_same_visitors_when_it_is_sent_again()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await Sent(site, Page(0), Page(0, "w"), Page(1, "w", measure: false), Page(2, "w"));
        await Choose(site, "x", Page(0, "x"), refused: "personalize");

        foreach (var visitor in new[] { "v", "w", "x" })
        {
            var lines = await (await site.Ask($"/v1/visitors/{visitor}/events")).Content.ReadAsStringAsync();
            var batch = $"[{string.Join(',', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))}]";
            foreach (var to in new[] { site, other })
                await Door.InOrder(
                    await to.Knock(
                        "/v1/events",
                        Door.Bytes(batch),
                        Door.Basic(to.WriteKey),
                        ("Content-Type", "application/cloudevents-batch+json")
                    )
                );
        }

        (await Visitors(site), await Visitors(other)).Should().Be((2, 2));
        (await site.Get("/v1/reports/consent?wait=true"))["rows"]!
            .ToJsonString()
            .Should()
            .Be((await other.Get("/v1/reports/consent?wait=true"))["rows"]!.ToJsonString());
        (await Held(site)).Where(it => it.StartsWith("w ", StringComparison.Ordinal)).Should().HaveCount(2);
    }

    /// <summary>Pages, consents and refusals in their order of time, with duplicates: however they are cut into
    /// requests and mixed within each, the same is held and reported.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task at_random_with_consents_however_that_is_cut_into_requests(int seed)
    {
        var random = new Random(seed);
        var stories = Enumerable
            .Range(0, 25)
            .Select(i =>
                Enumerable
                    .Range(0, 1 + random.Next(8))
                    .Select(minute =>
                        Page(
                            40 * minute,
                            $"v{i}",
                            random.Next(5) switch
                            {
                                0 => false,
                                1 => true,
                                _ => null,
                            }
                        )
                    )
                    .ToArray()
            )
            .ToArray();
        var (whole, single, cut) = (await engine.NewSite(), await engine.NewSite(), await engine.NewSite());

        await whole.Batch(Mixed(stories.SelectMany(it => it)));
        for (var minute = 0; minute < 8; minute++)
            await single.Batch(stories.Where(it => it.Length > minute).Select(it => it[minute]));
        await Task.WhenAll(stories.Select((story, i) => InParts(cut, story, new Random((seed * 100) + i))));

        (await Held(single)).Should().Equal(await Held(whole));
        (await Held(cut)).Should().Equal(await Held(whole));
        var reports = await Task.WhenAll(new[] { whole, single, cut }.Select(Reported));
        reports.Should().AllBe(reports[0]);
        (await engine.Differences()).Should().BeEmpty();

        IEnumerable<JsonNode> Mixed(IEnumerable<JsonObject> items)
        {
            var mixed = items.Concat(items.Where((_, i) => i % 3 == 0)).ToArray();
            random.Shuffle(mixed);
            return mixed;
        }
    }

    private static async Task InParts(Site site, JsonObject[] story, Random random)
    {
        for (var from = 0; from < story.Length; )
        {
            var to = Math.Min(story.Length, from + 1 + random.Next(3));
            // What went before comes again with it.
            var part = story[Math.Max(0, from - random.Next(2))..to];
            random.Shuffle(part);
            await site.Batch(part);
            from = to;
        }
    }

    private static async Task<string> Reported(Site site) =>
        string.Join(
            '\n',
            (await site.Get("/v1/reports/returns?wait=true"))["visitors"]!.ToJsonString(),
            (await site.Get("/v1/reports/consent?wait=true"))["rows"]!.ToJsonString()
        );

    private async Task<string[]> Held(Site site) =>
        [
            .. (
                await engine.Column(
                    $"select concat(substr(stream_id, 9), ' ', type, ' ', data ->> 'occurredAt', ' ', data ->> 'choices') "
                        + $"from journey.mt_events where tenant_id = '{site.Name}' and stream_id like 'visitor/%'"
                )
            ).Order(StringComparer.Ordinal),
        ];

    private static JsonObject Page(int minute, string visitor = "v", bool? measure = null)
    {
        var page = Calls.Page(visitor, "home", Calls.Noon.AddMinutes(minute));
        if (measure is { } granted)
            page["context"] = new JsonObject
            {
                ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { ["analytics"] = granted } },
            };
        return page;
    }

    private static async Task Choose(Site site, string visitor, JsonObject first, string refused)
    {
        await site.Accepted(first);
        using var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/consent",
            site.AdminKey,
            JsonContent.Create(new { visitor, refused = new[] { refused } })
        );
        answer.IsSuccessStatusCode.Should().BeTrue();
    }

    private static async Task<string[]> Sent(Site site, params JsonObject[] items) =>
        await Door.InOrder(await site.Batch(items));

    private static async Task<long> Visitors(Site site) =>
        (long)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!;
}
