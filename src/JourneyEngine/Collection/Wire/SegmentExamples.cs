namespace JourneyEngine.Collection.Wire;

/// <summary>What the description of the API says of Segment's calls.</summary>
internal static class SegmentExamples
{
    private static readonly Dictionary<string, WireExample> All = new()
    {
        ["batch"] = new(
            "Tells up to 2,500 interactions; the answer has a receipt for each, after the commit.",
            """
            {"batch":[{"type":"page","messageId":"m-7","anonymousId":"v1","name":"pricing","timestamp":"2026-01-31T12:06:00Z"}]}
            """
        ),
        ["page"] = new(
            "Tells that a visitor looked at a page.",
            """
            {"messageId":"m-1","anonymousId":"v1","name":"pricing","timestamp":"2026-01-31T12:00:00Z","context":{"page":{"path":"/pricing"}}}
            """
        ),
        ["track"] = new(
            "Tells that a visitor did something.",
            """
            {"messageId":"m-2","anonymousId":"v1","event":"Signed up","timestamp":"2026-01-31T12:01:00Z"}
            """
        ),
        ["screen"] = new(
            "Tells that a visitor looked at a screen of an app.",
            """
            {"messageId":"m-3","anonymousId":"v1","name":"Home","timestamp":"2026-01-31T12:02:00Z"}
            """
        ),
        ["identify"] = new(
            "Links a pseudonym to a user id of your own; DELETE /v1/visitors/{id}/links/{alias} undoes it.",
            """
            {"messageId":"m-4","anonymousId":"v1","userId":"customer-7","timestamp":"2026-01-31T12:03:00Z"}
            """
        ),
        ["alias"] = new(
            "Links two pseudonyms; DELETE /v1/visitors/{id}/links/{alias} undoes it.",
            """
            {"messageId":"m-5","previousId":"v1","userId":"customer-7","timestamp":"2026-01-31T12:04:00Z"}
            """
        ),
        ["group"] = new(
            "Taken for the sake of Segment's clients; nothing of a group is kept.",
            """
            {"messageId":"m-6","anonymousId":"v1","groupId":"g1","timestamp":"2026-01-31T12:05:00Z"}
            """
        ),
    };

    /// <param name="path">The last part of the address; Segment's clients know several for one call.</param>
    public static WireExample Of(string call, string path) =>
        call == path ? All[call] : All[call] with { Summary = $"The same as /v1/{call}." };
}
