using System.Net;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(EngineTests.Name)]
public sealed class a_host_has_answered_its_first_calls(EngineFixture engine)
{
    [Fact]
    public async Task without_loading_a_compiler()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        (await site.Send(HttpMethod.Post, "/v1/predictions", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Accepted);

        var loaded = File.ReadLines($"/proc/{engine.Host.Id}/maps")
            .Select(it => Path.GetFileName(it.Split(' ')[^1]))
            .ToHashSet();

        loaded.Should().Contain("Wolverine.dll");
        loaded
            .Where(it =>
                it.Contains("CodeAnalysis", StringComparison.Ordinal)
                || it.Contains("RuntimeCompil", StringComparison.Ordinal)
            )
            .Should()
            .BeEmpty();
    }
}
