namespace JourneyEngine.Host.Docs;

/// <summary>What web apps call: to tell what a visitor did, and to ask what to show.</summary>
internal static class CollectExamples
{
    private const string Write = "WRITE_KEY";
    private const string Page = """{"messageId":"m-1","anonymousId":"v1","name":"pricing","timestamp":"2026-01-31T12:00:00Z","context":{"page":{"path":"/pricing"}}}""";
    private const string Track = """{"messageId":"m-2","anonymousId":"v1","event":"Signed up","timestamp":"2026-01-31T12:01:00Z"}""";
    private const string Screen = """{"messageId":"m-3","anonymousId":"v1","name":"Home","timestamp":"2026-01-31T12:02:00Z"}""";
    private const string Identify = """{"messageId":"m-4","anonymousId":"v1","userId":"customer-7","timestamp":"2026-01-31T12:03:00Z"}""";
    private const string Alias = """{"messageId":"m-5","previousId":"v1","userId":"customer-7","timestamp":"2026-01-31T12:04:00Z"}""";
    private const string Group = """{"messageId":"m-6","anonymousId":"v1","groupId":"g1","timestamp":"2026-01-31T12:05:00Z"}""";
    private const string Batch = """{"batch":[{"type":"page","messageId":"m-7","anonymousId":"v1","name":"pricing","timestamp":"2026-01-31T12:06:00Z"}]}""";
    private const string Context = """{"context":{"targetingKey":"v1"}}""";

    private const string CloudEvent =
        """{"specversion":"1.0","id":"m-8","source":"shop","type":"journey.page","time":"2026-01-31T12:07:00Z","subject":"v1","data":{"name":"pricing"}}""";

    public static IEnumerable<Example> All { get; } =
    [
        .. Of("/v1/batch", Batch, "Tells up to 2,500 interactions; the answer has a receipt for each, after the commit.", "/v1/b", "/v1/import"),
        .. Of("/v1/page", Page, "Tells that a visitor looked at a page.", "/v1/p"),
        .. Of("/v1/track", Track, "Tells that a visitor did something.", "/v1/t"),
        .. Of("/v1/screen", Screen, "Tells that a visitor looked at a screen of an app.", "/v1/s"),
        .. Of("/v1/identify", Identify, "Links a pseudonym to a user id of your own; DELETE /v1/visitors/{id}/links/{alias} undoes it.", "/v1/i"),
        .. Of("/v1/alias", Alias, "Links two pseudonyms; DELETE /v1/visitors/{id}/links/{alias} undoes it.", "/v1/a"),
        .. Of("/v1/group", Group, "Taken for the sake of Segment's clients; nothing of a group is kept.", "/v1/g"),
        new("POST", "/v1/events", "Tells interactions as CloudEvents 1.0: structured, batched or binary.", Write, Body: CloudEvent, Type: "application/cloudevents+json"),
        new("GET", "/v1/projects/{key}/settings", "What Segment's browser SDK asks for when it starts.", null, "/v1/projects/$WRITE_KEY/settings"),
        new("POST", "/v1/visitor", "Names a visitor by a first-party cookie that no script can read; what the tracker calls.", Write, Body: "{}"),
        new("DELETE", "/v1/visitor", "Takes that cookie away.", null),
        new("POST", "/ofrep/v1/evaluate/flags/{slot}", "Asks what to show a visitor in a slot (OFREP): the content, and why.", Write, "/ofrep/v1/evaluate/flags/hero", Context),
        new("POST", "/ofrep/v1/evaluate/flags", "Asks for all slots at once (OFREP).", Write, Body: Context),
        new("POST", "/v1/decisions/{id}/shown", "Tells that what was decided was shown.", Write, "/v1/decisions/$DECISION_ID/shown"),
    ];

    private static IEnumerable<Example> Of(string path, string body, string summary, params string[] same) =>
        [new("POST", path, summary, Write, Body: body), .. same.Select(it => new Example("POST", it, $"The same as {path}.", Write, Body: body))];
}
