using System.Net;
using System.Security.Cryptography;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class a_key_opens_nothing(EngineFixture engine)
{
    private const string From = "198.51.100.23";

    [Fact]
    public async Task while_it_is_counted_and_the_log_has_one_line_without_its_sender()
    {
        await using var host = await LimitedHost.Start(engine, new LimitSettings { Wrong = 0 });
        using var client = host.Client(From);
        var before = host.Log.All.Count;

        for (var sent = 0; sent < 20; sent++)
        {
            (await client.Collect(MadeUp(), "v")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            client.DefaultRequestHeaders.Authorization = new("Bearer", sent < 10 ? MadeUp() : "wk_short");
            (await client.GetAsync("/v1/notice")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            client.DefaultRequestHeaders.Authorization = null;
        }

        var written = host.Log.All.Skip(before).Where(it => it.Contains("key", StringComparison.OrdinalIgnoreCase));
        written.Should().ContainSingle().Which.Should().Contain("opens nothing: 1.");
        string.Join('\n', host.Log.All).Should().NotContain(From).And.NotContain("wk_");
        (await host.Metrics())
            .Should()
            .MatchRegex("""(?m)^journey_wrong_keys_total\{[^}]*\} 40$""")
            .And.NotContain(From);
    }

    [Fact]
    public async Task too_often_for_its_address_to_be_served_except_with_keys_that_are_known()
    {
        await using var host = await LimitedHost.Start(engine, new LimitSettings { Wrong = 5 });
        var site = await host.NewSite();
        using var client = host.Client(From);
        (await client.Collect(site.WriteKey, "v")).StatusCode.Should().Be(HttpStatusCode.OK);
        for (var sent = 0; sent < 5; sent++)
            (await client.Collect(MadeUp(), "v")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        await (await client.Collect(MadeUp(), "v")).RefusedBy("wrong-keys");
        await (await client.GetAsync("/v1/projects/wk_none/settings")).RefusedBy("wrong-keys");

        (await client.Collect(site.WriteKey, "v")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.Client("198.51.100.24").Collect(MadeUp(), "v")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await host.Refused("wrong-keys")).Should().Be(2);
    }

    /// <summary>In the form of a key, which anybody can make.</summary>
    private static string MadeUp()
    {
        var bytes = RandomNumberGenerator.GetBytes(36);
        SHA256.HashData(bytes.AsSpan(0, 32))[..4].CopyTo(bytes.AsSpan(32));
        return "wk_" + System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
