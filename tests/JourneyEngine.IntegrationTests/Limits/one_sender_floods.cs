using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using JourneyEngine.Http.Limits;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Privacy;
using JourneyEngine.Sites;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class one_sender_floods(EngineFixture engine) : IAsyncLifetime
{
    private const string Flooding = "203.0.113.66";
    private const string Ordinary = "203.0.113.67";

    /// <summary>Requests of a hundred events that all the writers of a host have no room for.</summary>
    private static readonly int TooMany = 150 * Math.Clamp(Environment.ProcessorCount, 2, 16);

    private LimitedHost _host = null!;
    private Site _site = null!;
    private Site _other = null!;

    public async Task InitializeAsync()
    {
        _host = await LimitedHost.Start(engine, new LimitSettings());
        (_site, _other) = (await _host.NewSite(), await _host.NewSite());
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    /// <summary>Nothing is stored for a moment, so that the queue fills on any machine.</summary>
    [Fact]
    public async Task the_queue_while_other_sites_keys_and_addresses_are_all_served()
    {
        var second = await SecondKey();
        await using var locking = await engine.Database.OpenConnectionAsync();
        await using var held = await locking.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("lock table journey.mt_streams in exclusive mode", locking);
        await take.ExecuteNonQueryAsync();
        using var flooding = _host.Client(Flooding);
        var flood = Enumerable
            .Range(0, TooMany)
            .Select(i =>
                flooding.Collect(
                    _site.WriteKey,
                    [
                        .. Enumerable
                            .Range(0, 100)
                            .Select(JsonNode (k) => Calls.Page($"f{i}-{k % 20}", "home", Calls.Noon)),
                    ]
                )
            )
            .ToArray();
        await (await await Task.WhenAny(flood)).RefusedBy("queue");

        var others = new[]
        {
            (Flooding, _other.WriteKey),
            (Ordinary, _other.WriteKey),
            (Flooding, second),
            (Ordinary, second),
            (Ordinary, _site.WriteKey),
        }
            .SelectMany((it, of) => Enumerable.Range(0, 10).Select(i => Sends(it.Item1, it.Item2, $"o{of}-{i}")))
            .ToArray();
        // All of them wait in the queue: whoever is refused is so at once.
        await Eventually.Sees(() => Task.FromResult(flood.Count(it => it.IsCompleted)), it => it > TooMany / 2);
        await held.RollbackAsync();

        (await Task.WhenAll(others)).Select(it => it.StatusCode).Should().OnlyContain(it => it == HttpStatusCode.OK);
        var flooded = (await Task.WhenAll(flood)).Select(it => it.StatusCode).ToArray();
        flooded.Should().Contain(HttpStatusCode.OK);
        (await _host.Refused("queue")).Should().Be(flooded.Count(it => it == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task the_room_for_bodies_while_others_are_served()
    {
        using var flooding = _host.Client(Flooding);
        var bodies = Enumerable.Range(0, 200).Select(_ => new NeverEnding()).ToArray();
        var flood = bodies.Select(it => Starts(flooding, it)).ToArray();
        await (await await Task.WhenAny(flood)).RefusedBy("bodies");
        (await _host.Refused("bodies")).Should().BePositive();

        (await Sends(Ordinary, _site.WriteKey, "o")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Sends(Flooding, _other.WriteKey, "o")).StatusCode.Should().Be(HttpStatusCode.OK);

        foreach (var body in bodies)
            body.Stop();
        await Task.WhenAll(flood.Select(it => it.ContinueWith(_ => { }, TaskScheduler.Default)));
        await Eventually.Sees(() => Sends(Flooding, _site.WriteKey, "o"), it => it.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_quarantine_and_another_key_s_items_still_find_room()
    {
        var second = await SecondKey();
        await _site.Publish("""{"kinds":[{"kind":"page"}]}""");
        await using var fill = engine.Database.CreateCommand(
            """
            insert into journey.quarantine (site, message_id, reason, kind, received_at, key)
            select $1, 'f' || i, 'full', 'track', now(), $2 from generate_series(1, 90000) i
            """
        );
        fill.Parameters.Add(new() { Value = _site.Name });
        fill.Parameters.Add(new() { Value = _site.WriteKey[..8] });
        await fill.ExecuteNonQueryAsync();

        var noisy = await Door.InOrder(await Sends(_site.WriteKey, "noisy"));
        var other = await Door.InOrder(await Sends(second, "other"));

        noisy.Should().ContainSingle().Which.Should().Contain("has no more room for this key");
        other.Should().ContainSingle().Which.Should().StartWith("quarantined: ").And.NotContain("room");
        (await _host.Refused("quarantine")).Should().Be(1);
        (await engine.Stored(_site)).Should().Contain(it => it.Contains("\"other\"", StringComparison.Ordinal));

        Task<HttpResponseMessage> Sends(string key, string what) =>
            _host.Client(Ordinary).Collect(key, Calls.Track("v", what, Calls.Noon));
    }

    private Task<string> SecondKey() =>
        new SiteKeys(engine.Database, TimeProvider.System).Issue(_site.Name, KeyScope.Write, default, "second");

    private async Task<HttpResponseMessage> Sends(string from, string key, string visitor) =>
        await _host.Client(from).Collect(key, visitor);

    private Task<HttpResponseMessage> Starts(HttpClient client, HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = body };
        // Or the client would send all of the body before it looks at the answer.
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _site.WriteKey);
        return client.SendAsync(request);
    }

    /// <summary>A body that is announced, and does not come.</summary>
    private sealed class NeverEnding : HttpContent
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public NeverEnding() => Headers.ContentType = new("application/json");

        public void Stop() => _stopped.TrySetException(new IOException("given up"));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _stopped.Task;

        protected override bool TryComputeLength(out long length)
        {
            length = 500_000;
            return true;
        }
    }
}
