namespace JourneyEngine.Host.Docs;

/// <summary>What dashboards and analysts call.</summary>
internal static class ReadExamples
{
    private const string Read = "READ_KEY";
    private const string Admin = "ADMIN_KEY";

    public static IEnumerable<Example> All { get; } =
    [
        Report(
            "conversion-by-visit",
            "Conversion by visit number, with who was at risk and how sure each rate is.",
            "?funnel=shop&wait=true"
        ),
        Report(
            "funnel",
            "How many go how far through a funnel: in order, within a time, by what brought them.",
            "?funnel=shop&order=ordered&within=7d&by=campaign"
        ),
        Report(
            "stages",
            "Each visitor at the furthest stage reached; dwell, and visits that fell back.",
            "?funnel=shop"
        ),
        Report("flow", "From which stage to which, from visit 1 to 2, 2 to 3 and 3 to 4.", "?funnel=shop"),
        Report(
            "returns",
            "Who comes again, after how long, in which week; who stayed away, and who was won back.",
            "?wait=true"
        ),
        Report(
            "time-to-convert",
            "How many visits and days it takes to convert, those who still may included.",
            "?funnel=shop"
        ),
        Report(
            "campaigns",
            "Campaigns like for like: at each visit number, and at one mix of them.",
            "?funnel=shop&by=campaign"
        ),
        Report("content", "Which content goes to whom over the relationship, and how it is taken.", ""),
        Report(
            "decisions",
            "What was decided and what became of it, against the holdout and beside the shadow.",
            "?slot=hero"
        ),
        Report("predictions", "How good the predictions are: what was expected beside what came.", ""),
        Report("consent", "What visitors agreed to and refused, by purpose.", ""),
        Report("requests", "What was asked about visitors' data, by whom, and what of it is overdue.", ""),
        new(
            "POST",
            "/v1/reports/whatif/{funnel}",
            "What the past would look like under another definition of a funnel; changes nothing.",
            Read,
            "/v1/reports/whatif/shop",
            ConfigureExamples.Funnel
        ),
        new(
            "POST",
            "/v1/reports/decisions/estimate",
            "What another policy would have earned on decisions that some other system logged; nothing of the log is "
                + "kept.",
            Read,
            "/v1/reports/decisions/estimate?estimator=snips",
            "propensity,probability,reward\n0.5,1,1\n0.5,0,0\n",
            Type: "text/csv"
        ),
        new(
            "POST",
            "/v1/reports/decisions/estimate/{slot}",
            "What a slot would have earned had it been defined otherwise; changes nothing.",
            Read,
            "/v1/reports/decisions/estimate/hero?estimator=dr",
            ConfigureExamples.Slot
        ),
        new(
            "GET",
            "/v1/visitors/{id}",
            "Where a visitor stands; with at=, where then.",
            Read,
            "/v1/visitors/v1?funnel=shop"
        ),
        new(
            "GET",
            "/v1/visitors/{id}/events",
            "A visitor's stream, as NDJSON of CloudEvents.",
            Read,
            "/v1/visitors/v1/events"
        ),
        new("GET", "/v1/visitors/{id}/decisions", "What was decided for a visitor.", Read, "/v1/visitors/v1/decisions"),
        new(
            "GET",
            "/v1/visitors/{id}/links",
            "Which pseudonyms were said to be this visitor.",
            Read,
            "/v1/visitors/v1/links"
        ),
        new(
            "GET",
            "/v1/visitors/{id}/prediction",
            "How likely a visitor is to return, and to convert then; or why nothing is said.",
            Read,
            "/v1/visitors/v1/prediction?funnel=shop"
        ),
        new("GET", "/v1/decisions/{id}", "Why this was shown.", Read, "/v1/decisions/$DECISION_ID"),
        new("GET", "/v1/funnels", "All funnels, in their latest version.", Read),
        new("GET", "/v1/funnels/{name}", "A funnel.", Read, "/v1/funnels/shop"),
        new("GET", "/v1/slots/{slot}", "A slot.", Read, "/v1/slots/hero"),
        new("GET", "/v1/posteriors/{slot}", "What a learning slot believes.", Read, "/v1/posteriors/hero"),
        new("GET", "/v1/notice", "The collection notice in force: what it does not declare is not stored.", Read),
        new("GET", "/v1/notice/{version}", "An earlier notice.", Read, "/v1/notice/1"),
        new("GET", "/v1/settings", "A site's settings.", Admin),
        new("GET", "/v1/quarantine", "What was not stored, and why.", Admin),
        new("POST", "/v1/quarantine/redrive", "Tries what was not stored once more, as after another notice.", Admin),
    ];

    private static Example Report(string name, string summary, string query) =>
        new("GET", "/v1/reports/" + name, summary, Read, $"/v1/reports/{name}{query}");
}
