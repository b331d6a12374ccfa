using System.Text.Json.Nodes;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Reads fields of a request; each takes down what is wrong with it.</summary>
internal static class RequestFields
{
    private const int MostIdentities = 100;
    private const int MostCallbacks = 10;
    private const int LongestCallback = 2_000;
    private const int LongestVisitor = 1_000;

    public static string[] Visitors(JsonNode? node, List<Protocol.Mistake> mistakes)
    {
        const string Field = "subject_identities";
        if (
            node is not JsonArray { Count: > 0 and <= MostIdentities } identities
            || identities.Any(it => it is not JsonObject identity || Text(identity["identity_type"]) is null)
        )
        {
            mistakes.Add(
                Mistake(
                    Field,
                    $"is required: 1 to {MostIdentities} objects with identity_type, identity_value and "
                        + "identity_format."
                )
            );
            return [];
        }

        var known = identities
            .Where(it =>
                Text(it!["identity_type"]) == Protocol.IdentityType
                && Text(it["identity_format"]) == Protocol.IdentityFormat
            )
            .Select(it => Text(it!["identity_value"]))
            .ToArray();
        if (known.Length == 0 || known.Any(it => it is not { Length: > 0 and <= LongestVisitor } || it.Contains('\0')))
            mistakes.Add(
                Mistake(
                    Field,
                    $"names at least one '{Protocol.IdentityType}' in format '{Protocol.IdentityFormat}' with an "
                        + "identity_value: nobody is known here by anything else."
                )
            );
        return [.. known.OfType<string>().Distinct()];
    }

    public static string[] Callbacks(JsonNode? node, Func<Uri, string?> wrong, List<Protocol.Mistake> mistakes)
    {
        const string Field = "status_callback_urls";
        if (node is null)
            return [];
        if (node is not JsonArray { Count: <= MostCallbacks } urls)
        {
            mistakes.Add(Mistake(Field, $"is a list of at most {MostCallbacks} addresses."));
            return [];
        }

        var callbacks = new List<string>();
        for (var i = 0; i < urls.Count; i++)
        {
            if (
                Text(urls[i]) is not { Length: <= LongestCallback } url
                || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            )
                mistakes.Add(
                    Mistake($"{Field}[{i}]", "takes an address such as https://privacy.example.org/callbacks.")
                );
            else if (wrong(address) is { } reason)
                mistakes.Add(Mistake($"{Field}[{i}]", reason + "."));
            else
                callbacks.Add(url);
        }

        return [.. callbacks.Distinct()];
    }

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static Protocol.Mistake Mistake(string field, string what) => new("Validation", field, $"{field} {what}");
}
