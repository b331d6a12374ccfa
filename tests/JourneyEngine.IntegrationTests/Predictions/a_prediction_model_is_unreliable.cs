using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Predictions;

/// <summary>Nothing is predicted by it, and the operator is warned.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_prediction_model_is_unreliable(EngineFixture engine)
{
    private static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);

    [Fact]
    public async Task because_it_fails_on_later_data_and_the_operator_is_warned()
    {
        await using var host = await engine.Another();
        var site = await Prepared(host);
        await Sent(site, 400, daysAgo: 60, everyConverts: 5);
        await Sent(site, 400, daysAgo: 20, everyConverts: int.MaxValue);

        await site.Send(HttpMethod.Post, "/v1/predictions", site.AdminKey, null);
        var report = await Eventually.Sees(
            () => site.Get("/v1/reports/predictions"),
            it => it["conversions"]!.AsArray().Count == 1
        );

        ((bool)report["conversions"]![0]!["holds"]!).Should().BeFalse();
        (await Abstains(site, "of-20-3")).Should().Contain("failed");
        await Eventually.Sees(
            () => Task.FromResult(host.Output),
            it => it.Contains($"The model of converting of site {site.Name} failed on later data")
        );
    }

    [Fact]
    public async Task because_it_is_older_than_30_days_and_cannot_be_refitted()
    {
        await using var host = await engine.Another();
        var site = await Prepared(host);
        await Sent(site, 400, daysAgo: 60, everyConverts: 5);
        var until = Today.AddDays(-40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await site.FitsConversions(new { until });

        (await Abstains(site, "of-60-3")).Should().Contain("30 days");
        await site.Put(
            "/v1/funnels/weblog",
            JsonNode.Parse(
                """{"stages":[{"name":"Any","when":[{"kind":"page"}]},{"name":"Never","goal":true,"when":[{"kind":"page","name":"nowhere"}]}]}"""
            )!
        );
        await site.Get("/v1/reports/stages?funnel=weblog&wait=true");
        await site.Send(HttpMethod.Post, "/v1/predictions", site.AdminKey, null);

        await Eventually.Sees(
            () => Task.FromResult(host.Output),
            it => it.Contains($"The model of converting of site {site.Name} knows nothing after {until}")
        );
        host.Output.Should().Contain("400 visits at risk, 0 of which converted");
    }

    private async Task<Site> Prepared(HostProcess host)
    {
        var site = await engine.NewSite(host.Address);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        return site;
    }

    private static async Task Sent(Site site, int visitors, int daysAgo, int everyConverts)
    {
        var calls = Enumerable
            .Range(1, visitors)
            .Select(i =>
                Calls.Page(
                    $"of-{daysAgo}-{i}",
                    i % everyConverts == 0 ? "files" : "blog",
                    Today.AddDays(-daysAgo).AddMinutes(i)
                )
            )
            .ToArray();
        await site.Accepted(calls);
        await site.Get("/v1/reports/returns?wait=true");
    }

    private static async Task<string> Abstains(Site site, string visitor) =>
        (string)(await site.Get($"/v1/visitors/{visitor}/prediction"))["conversions"]!["abstains"]!;
}
