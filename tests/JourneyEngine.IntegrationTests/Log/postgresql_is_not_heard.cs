using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>The network takes all that is said to PostgreSQL, and brings nothing back.</summary>
[Collection(HostTests.Name)]
public sealed class postgresql_is_not_heard(EngineFixture engine) : IAsyncLifetime
{
    private const int Senders = 40;

    /// <summary>Less than any connection waits for an answer.</summary>
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(15);

    /// <summary>Nobody who knows that nothing comes waits for it.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(5);

    private readonly JsonObject _known = Calls.Page("known", "blog", Calls.Noon);

    /// <summary>Nothing was decided for them yet.</summary>
    private readonly JsonObject _waiting = Calls.Page("waiting", "blog", Calls.Noon);
    private CutWire _wire = null!;
    private HostProcess _host = null!;
    private Site _site = null!;

    public async Task InitializeAsync()
    {
        _wire = new CutWire(engine.ConnectionString);
        var environment = engine.CommonSettings;
        environment["JOURNEY_DB"] = _wire.ConnectionString;
        _host = await engine.Another(environment: environment);
        _site = await engine.NewSite(_host.Address);
        await _site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await _site.PutHero("rules", "b1");
        await _site.Accepted(_known, _waiting);
        await _site.Hero("known");
    }

    public async Task DisposeAsync()
    {
        _wire.IsSilent = false;
        await _host.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [Fact]
    public async Task by_anybody_and_whoever_asks_is_told_to_come_again_within_seconds()
    {
        _wire.IsSilent = true;

        var waiting = Everybody();
        await Refused(Prompt, Ready());
        await Refused(Seconds, waiting);
        await Refused(Prompt, [Ready(), .. Everybody()]);
        (await _site.Send(HttpMethod.Get, "/health/live", null, null).WaitAsync(Prompt)).EnsureSuccessStatusCode();

        _wire.IsSilent = false;
        await Eventually.Sees(Ready, it => it.IsSuccessStatusCode);
        await Eventually.Sees(() => Task.WhenAll(Everybody()), it => it.All(one => one.IsSuccessStatusCode));
        (await _site.Hero("known")).Variant.Should().Be("b1");
    }

    [Fact]
    public async Task while_many_send_whose_items_are_all_there_once_after_they_came_again()
    {
        var items = Enumerable.Range(0, Senders).Select(it => Calls.Page($"v{it}", "blog", Calls.Noon)).ToArray();
        var (early, late) = (items[..(Senders / 2)], items[(Senders / 2)..]);
        var heard = early.Select(Send).ToArray();
        await Task.WhenAny(heard);
        _wire.IsSilent = true;
        var unheard = late.Select(Send).ToArray();
        await Refused(Seconds, unheard);
        var answers = await Task.WhenAll(heard).WaitAsync(Seconds);
        answers.Should().Contain(it => it.IsSuccessStatusCode);

        _wire.IsSilent = false;
        await Eventually.Sees(Ready, it => it.IsSuccessStatusCode);
        foreach (var again in early.Where((_, i) => !answers[i].IsSuccessStatusCode).Concat(late))
            (await Site.Receipts(await Send(again))).Keys.Should().BeSubsetOf(["accepted", "duplicate"]);

        (
            await engine.Column(
                "select data ->> 'messageId' from journey.mt_events where type = 'interaction_recorded' and tenant_id "
                    + $"= '{_site.Name}'"
            )
        )
            .Should()
            .BeEquivalentTo(items.Append(_known).Append(_waiting).Select(it => (string)it["messageId"]!));

        Task<HttpResponseMessage> Send(JsonObject item) => _site.Batch([item]);
    }

    /// <summary>Who sends, who asks for content, who reads, who configures, and a visitor.</summary>
    private Task<HttpResponseMessage>[] Everybody()
    {
        var context = new JsonObject { ["context"] = new JsonObject { ["targetingKey"] = "waiting" } };
        return
        [
            _site.Batch([Calls.Page("v", "blog", Calls.Noon)]),
            _site.Post("/v1/page", Calls.Page("v", "blog", Calls.Noon)),
            _site.Post("/ofrep/v1/evaluate/flags/hero", context.DeepClone()),
            _site.Post("/ofrep/v1/evaluate/flags", context),
            _site.Ask("/v1/reports/returns"),
            _site.Ask("/v1/visitors/known"),
            _site.Ask("/v1/visitors/known?at=2026-02-01"),
            _site.Send(HttpMethod.Put, "/v1/funnels/weblog", _site.AdminKey, JsonContent.Create(Site.WeblogFunnel)),
        ];
    }

    private Task<HttpResponseMessage> Ready() => _site.Send(HttpMethod.Get, "/health/ready", null, null);

    private static async Task Refused(TimeSpan within, params Task<HttpResponseMessage>[] asked)
    {
        foreach (var answer in await Task.WhenAll(asked).WaitAsync(within))
        {
            var path = $"{answer.RequestMessage!.RequestUri!.AbsolutePath} {await answer.Content.ReadAsStringAsync()}";
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, path);
            answer.Headers.RetryAfter.Should().NotBeNull(path);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json", path);
        }
    }
}
