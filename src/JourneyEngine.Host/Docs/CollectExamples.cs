using JourneyEngine.Collection;

namespace JourneyEngine.Host.Docs;

/// <summary>What web apps call: to tell what a visitor did, and to ask what to show.</summary>
internal static class CollectExamples
{
    private const string Write = "WRITE_KEY";
    private const string Context = """{"context":{"targetingKey":"v1"}}""";

    public static IEnumerable<Example> All { get; } =
    [
        .. CollectionModule.Examples.Select(it => new Example(
            "POST",
            it.Path,
            it.Example.Summary,
            Write,
            Body: it.Example.Body,
            Type: it.Example.ContentType
        )),
        new(
            "GET",
            "/v1/projects/{key}/settings",
            "What Segment's browser SDK asks for when it starts.",
            null,
            "/v1/projects/$WRITE_KEY/settings"
        ),
        new(
            "GET",
            "/sourceConfig",
            "What RudderStack's browser SDK asks for when it starts, with the write key as Basic user name, too.",
            null,
            "/sourceConfig?writeKey=$WRITE_KEY"
        ),
        new(
            "POST",
            "/v1/visitor",
            "Names a visitor by a first-party cookie that no script can read; what the tracker calls.",
            Write,
            Body: "{}"
        ),
        new("DELETE", "/v1/visitor", "Takes that cookie away.", null),
        new(
            "POST",
            "/ofrep/v1/evaluate/flags/{slot}",
            "Asks what to show a visitor in a slot (OFREP): the content, and why.",
            Write,
            "/ofrep/v1/evaluate/flags/hero",
            Context
        ),
        new("POST", "/ofrep/v1/evaluate/flags", "Asks for all slots at once (OFREP).", Write, Body: Context),
        new(
            "POST",
            "/v1/decisions/{id}/shown",
            "Tells that what was decided was shown.",
            Write,
            "/v1/decisions/$DECISION_ID/shown"
        ),
    ];
}
