using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Pages;

namespace JourneyEngine.IntegrationTests.Privacy;

/// <summary>One that no code names: it is data of the site.</summary>
[Collection(PrivacyTests.Name)]
public sealed class a_purpose_is_declared_in_a_notice(EngineFixture engine, Browser browser)
{
    private const string Dana = "dana";
    private const string Research = "tea-research";
    private const string Shop = """
        {"kinds":[{"kind":"page","reason":{"en":"Which pages"}}],
         "purposes":[{"name":"tea-research","reason":{"en":"To study how tea is drunk."},"signals":["C0099"]}]}
        """;

    [Fact]
    public async Task to_be_granted_by_a_signal_and_refused_through_the_api()
    {
        var site = await Signalled();
        (await Granted(site)).Should().BeTrue();

        var refused = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/consent",
            site.AdminKey,
            JsonContent.Create(new { visitor = Dana, refused = new[] { Research } })
        );

        refused.IsSuccessStatusCode.Should().BeTrue(await refused.Content.ReadAsStringAsync());
        (await Granted(site)).Should().BeFalse();
    }

    [Fact]
    public async Task to_be_in_the_export_and_in_the_report_on_consent()
    {
        var site = await Signalled();

        var export = await site.Send(HttpMethod.Get, $"/v1/privacy/export?visitor={Dana}", site.AdminKey, null);
        var report = await site.Get("/v1/reports/consent?wait=true");

        var table = await site.Send(
            HttpMethod.Get,
            $"/v1/privacy/export?visitor={Dana}&format=csv",
            site.AdminKey,
            null
        );
        (await table.Content.ReadAsByteArrayAsync()).Should().StartWith([0xEF, 0xBB, 0xBF, (byte)'a', (byte)'t']);

        var all = (await export.Content.ReadFromJsonAsync<JsonObject>())!;
        all["facts"]!.AsArray().Should().Contain(it => it!.ToJsonString().Contains(Research));
        all["about"]!["notice"]!.ToJsonString().Should().Contain("To study how tea is drunk.");
        all["about"]!["consent"]!["purposes"]!.AsArray().Select(it => (string)it!["name"]!).Should().Contain(Research);
        report["rows"]!.ToJsonString().Should().Contain(Research);
    }

    [SkippableFact]
    public async Task to_be_chosen_on_the_visitor_s_page()
    {
        var site = await Signalled();
        await using var profile = await browser.Profile(new() { Locale = "en-GB" });
        var reader = await Reader.Open(profile, site, Dana);
        (await reader.Text("choices")).Should().Contain(Research).And.Contain("To study how tea is drunk.");

        await reader.Press($"Say no: {Research}");

        await Eventually.Sees(() => Granted(site), it => !it);
    }

    private async Task<Site> Signalled()
    {
        var site = await engine.NewSite();
        await site.Publish(Shop);
        var page = Calls.Page(Dana, "home", Calls.Noon);
        page["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"C0099":true}}}""");
        await site.Accepted(page);
        return site;
    }

    private static async Task<bool> Granted(Site site)
    {
        var answer = await site.Send(HttpMethod.Get, $"/v1/privacy/consent?visitor={Dana}", site.AdminKey, null);
        var purposes = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["purposes"]!.AsArray();
        return (bool)purposes.Single(it => (string)it!["name"]! == Research)!["granted"]!;
    }
}
