using JourneyEngine.Reports;

namespace JourneyEngine.Host.Docs;

/// <summary>What dashboards and analysts call.</summary>
internal static class ReadExamples
{
    private const string Read = "READ_KEY";
    private const string Admin = "ADMIN_KEY";

    public static IEnumerable<Example> All { get; } =
    [
        .. ReportsModule.All.Select(it => Report(it.Route)),
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
        new(
            "GET",
            "/v1/visitors",
            "The same as /v1/visitors/{id}, for any id: one with a slash is escaped, as in id=patients%2F7.",
            Read,
            "/v1/visitors?id=v1&funnel=shop"
        ),
        new(
            "GET",
            "/v1/visitors/events",
            "The same as /v1/visitors/{id}/events, for any id.",
            Read,
            "/v1/visitors/events?id=v1"
        ),
        new(
            "GET",
            "/v1/visitors/decisions",
            "The same as /v1/visitors/{id}/decisions, for any id.",
            Read,
            "/v1/visitors/decisions?id=v1"
        ),
        new(
            "GET",
            "/v1/visitors/links",
            "The same as /v1/visitors/{id}/links, for any id.",
            Read,
            "/v1/visitors/links?id=v1"
        ),
        new(
            "GET",
            "/v1/visitors/prediction",
            "The same as /v1/visitors/{id}/prediction, for any id.",
            Read,
            "/v1/visitors/prediction?id=v1"
        ),
        new("GET", "/v1/decisions/{id}", "Why this was shown.", Read, "/v1/decisions/$DECISION_ID"),
        new("GET", "/v1/funnels", "All funnels, in their latest version.", Read),
        new("GET", "/v1/funnels/{name}", "A funnel.", Read, "/v1/funnels/shop"),
        new("GET", "/v1/slots", "All slots of the site, each as PUT takes it.", Read),
        new("GET", "/v1/slots/{slot}", "A slot.", Read, "/v1/slots/hero"),
        new("GET", "/v1/posteriors/{slot}", "What a learning slot believes.", Read, "/v1/posteriors/hero"),
        new("GET", "/v1/notice", "The collection notice in force: what it does not declare is not stored.", Read),
        new("GET", "/v1/notice/{version}", "An earlier notice.", Read, "/v1/notice/1"),
        new("GET", "/v1/settings", "A site's settings.", Admin),
        new("GET", "/v1/quarantine", "What was not stored, and why.", Admin),
        new("POST", "/v1/quarantine/redrive", "Tries what was not stored once more, as after another notice.", Admin),
    ];

    private static Example Report(ReportRoute it) =>
        new("GET", "/v1/reports/" + it.Name, it.Summary, Read, $"/v1/reports/{it.Name}{it.Example}");
}
