using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Tracker;

namespace JourneyEngine.IntegrationTests.Clients;

[Collection(EngineTests.Name)]
public sealed class a_page_loads_the_rudderstack_sdk(EngineFixture engine, Browser browser)
{
    [SkippableTheory]
    [InlineData("false", "/v1/track")]
    [InlineData("true", "/beacon/v1/batch")]
    public async Task that_sends_what_is_done_there(string useBeacon, string path)
    {
        var site = await engine.NewSite();
        await using var profile = await browser.Profile();

        await using var page = await SdkPage.Open(profile, site, await Sdk(), Script(site, site.WriteKey, useBeacon));
        var stored = await engine.Arrived(site, 2);

        stored
            .Select(it => ((string?)it.Data["kind"], it.Name))
            .Should()
            .BeEquivalentTo([("page", "pricing"), ("track", "Signed Up")]);
        stored.Select(it => it.Visitor).Distinct().Should().ContainSingle();
        await Eventually.Sees(() => Task.FromResult(page.Answers), it => it.Contains(("POST", path, 200)));
        page.Answers[0].Should().Be(("GET", "/sourceConfig/", 200));
    }

    /// <summary>It does not go on, and does not ask again.</summary>
    [SkippableFact]
    public async Task with_a_wrong_key_and_takes_the_answer_as_final()
    {
        var site = await engine.NewSite();
        await using var profile = await browser.Profile();

        await using var page = await SdkPage.Open(
            profile,
            site,
            await Sdk(),
            Script(site, site.WriteKey[..^1] + "_", "false")
        );
        await Eventually.Sees(() => Task.FromResult(page.Answers), it => it.Count > 0);
        await Task.Delay(TimeSpan.FromSeconds(3));

        page.Answers.Should().Equal(("GET", "/sourceConfig/", 401));
    }

    [Theory]
    [InlineData("write", true, 200)]
    [InlineData("write", false, 200)]
    [InlineData("read", true, 401)]
    [InlineData("none", true, 401)]
    [InlineData("", false, 401)]
    public async Task after_it_was_told_its_source_for_a_key_in_the_address_or_the_header(
        string which,
        bool inHeader,
        int status
    )
    {
        var site = await engine.NewSite();
        var key = which switch
        {
            "write" => site.WriteKey,
            "read" => site.ReadKey,
            _ => which,
        };
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Origin", "https://shop.example");
        if (inHeader)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"))
            );

        var answer = await http.GetAsync(
            $"/sourceConfig?p=web{(inHeader || key.Length == 0 ? "" : "&writeKey=" + key)}"
        );

        answer.StatusCode.Should().Be((HttpStatusCode)status);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if (status != 200)
            return;
        var source = body["source"]!;
        ((bool)source["enabled"]!, (string?)source["writeKey"]).Should().Be((true, site.WriteKey));
        source["destinations"]!.AsArray().Should().BeEmpty();
        ((bool)source["config"]!["statsCollection"]!["errors"]!["enabled"]!).Should().BeFalse("nobody else is told");
    }

    private static async Task<string> Sdk()
    {
        using var packages = await NodePackages.Install(Path.Combine("Clients", "Pages"));
        return await packages.Read("@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js");
    }

    private static string Script(Site site, string key, string useBeacon)
    {
        var address = site.Address.ToString().TrimEnd('/');
        return $$"""
            const analytics = new rudderanalytics.RudderAnalytics();
            analytics.load('{{key}}', '{{address}}', { configUrl: '{{address}}', useBeacon: {{useBeacon}},
              beaconQueueOptions: { flushQueueInterval: 500 } });
            analytics.page('pricing');
            analytics.track('Signed Up', { plan: 'large' });
            """;
    }
}
