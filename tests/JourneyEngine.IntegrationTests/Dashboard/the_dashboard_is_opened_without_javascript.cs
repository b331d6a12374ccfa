using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class the_dashboard_is_opened_without_javascript(OneDashboard dashboard, Browser browser)
{
    [SkippableFact]
    public async Task with_tables_that_equal_the_api_s_reports()
    {
        await using var profile = await browser.Profile(new() { JavaScriptEnabled = false });
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await Shows(
            looker,
            "/stages?funnel=demo",
            "stages",
            "stages?funnel=demo",
            it => [Text(it["stage"]), Shown.Count(it["visitors"])]
        );
        await Shows(
            looker,
            "/stages?funnel=demo",
            "flow",
            "flow?funnel=demo",
            it =>
                [
                    Shown.Count(it["visit"]),
                    Text(it["from"]) ?? "Before the first stage",
                    (bool)it["returned"]! ? Text(it["to"]) ?? "Before the first stage" : "Not come again so far",
                    Shown.Count(it["visitors"]),
                ]
        );
        await Shows(
            looker,
            "/returns",
            "visits",
            "returns",
            it => [Shown.Count(it["visits"]), Shown.Count(it["visitors"])]
        );
        await Shows(
            looker,
            "/time-to-convert?funnel=demo",
            "by-days",
            "time-to-convert?funnel=demo",
            it => [Shown.Count(it["days"]), Shown.Count(it["converted"])],
            "byDays"
        );
        await Shows(
            looker,
            "/time-to-convert?funnel=demo",
            "by-visits",
            "time-to-convert?funnel=demo",
            it =>
                [
                    Shown.Count(it["visit"]),
                    Shown.Count(it["atRisk"]),
                    Shown.Count(it["converted"]),
                    Shown.Percent(1 - (double)it["notYet"]!),
                ],
            "byVisit"
        );
        await Shows(
            looker,
            "/returns",
            "gaps",
            "returns",
            it => [Shown.Count(it["afterVisit"]), Shown.Count(it["days"]), Shown.Count(it["visitors"])],
            "gaps"
        );
        await Shows(
            looker,
            "/stages?funnel=demo",
            "dwell",
            "stages?funnel=demo",
            it => [Text(it["stage"]), Text(it["next"]), Shown.Count(it["visitors"])],
            "dwell"
        );
        await Shows(
            looker,
            "/funnel?funnel=demo&order=any&within=7d",
            "funnel",
            "funnel?funnel=demo&order=any&within=7d",
            it => [Text(it["stage"]), Shown.Count(it["visitors"]), Shown.Percent((double?)it["share"])]
        );
        await Shows(
            looker,
            "/campaigns?funnel=demo",
            "campaigns",
            "campaigns?funnel=demo",
            it =>
                [
                    Text(it["value"]) ?? "None",
                    Shown.Count(it["visitors"]),
                    Shown.Percent((double?)it["standardised"]!["rate"]),
                ]
        );
        await Shows(
            looker,
            "/consent",
            "consent",
            "consent",
            it =>
                [
                    Purpose(Text(it["purpose"])!),
                    Shown.Count(it["granted"]),
                    Shown.Count(it["refused"]),
                    Shown.Count(it["unsaid"]),
                    Shown.Percent((double?)it["share"]),
                ]
        );
        (
            await dashboard.Site.Send(HttpMethod.Get, "/v1/privacy/me?visitor=known-0", dashboard.Site.AdminKey, null)
        ).EnsureSuccessStatusCode();
        await Shows(
            looker,
            "/consent",
            "acts",
            "requests",
            it => [Actor(Text(it["actor"])!), Action(Text(it["action"])!), Shown.Count(it["times"])],
            "acts"
        );
        await Shows(
            looker,
            "/decisions",
            "traffic",
            "decisions",
            it =>
                [
                    Text(it["slot"]),
                    Text(it["content"]),
                    Text(it["stage"]) ?? "Before the first stage",
                    Visits((int)it["visit"]!),
                    (bool)it["heldOut"]! ? "Yes" : "No",
                    Shown.Count(it["offered"]),
                    Shown.Count(it["shown"]),
                    Shown.Count(it["accepted"]),
                    Shown.Count(it["declined"]),
                    Shown.Percent((double?)it["rate"]),
                ]
        );
    }

    /// <summary>Compares the first cells of each row.</summary>
    private async Task Shows(
        Looker looker,
        string page,
        string tile,
        string report,
        Func<JsonNode, string?[]> cells,
        string rows = "rows"
    )
    {
        await looker.Open(page);
        var said = (await dashboard.Site.Get("/v1/reports/" + report))[rows]!
            .AsArray()
            .Select(it => cells(it!))
            .ToArray();
        said.Should().NotBeEmpty();
        (await looker.Rows(tile))
            .Select(it => it[..said[0].Length])
            .Should()
            .BeEquivalentTo(said, it => it.WithStrictOrdering(), tile);
    }

    private static string? Text(JsonNode? node) => (string?)node;

    private static string Purpose(string name) =>
        name switch
        {
            "measure" => "Measure",
            "personalize" => "Personalise",
            "updates" => "Updates by mail",
            "birthday" => "Birthday gift",
            "nearby" => "Offers nearby",
            _ => name,
        };

    private static string Actor(string name) =>
        name switch
        {
            "site" => "The site, for a visitor",
            "visitor" => "The visitor",
            _ => name,
        };

    private static string Action(string name) =>
        name switch
        {
            "see" => "Looked at what is held",
            "choose" => "Agreed or refused",
            "erase" => "Erased everything",
            _ => name,
        };

    private static string Visits(int from) =>
        from switch
        {
            < 4 => $"{from}",
            4 => "4–6",
            _ => "7+",
        };
}
