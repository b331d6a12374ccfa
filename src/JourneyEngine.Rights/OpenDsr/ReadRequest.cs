using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Reads what a controller sent.</summary>
/// <param name="SubmittedAt">In whole milliseconds: the database keeps no finer ones than microseconds, and a second
/// try is to be known as the same.</param>
/// <param name="Visitors">Each once; what the request names by identities that are not known here is left out.</param>
internal sealed record ReadRequest(
    Guid Id,
    string Type,
    string[] Visitors,
    string[] Callbacks,
    DateTimeOffset SubmittedAt
)
{
    private const int MostIdentities = 100;
    private const int MostCallbacks = 10;
    private const int LongestCallback = 2_000;
    private const int LongestVisitor = 1_000;

    private static readonly string[] Regulations = ["gdpr", "ccpa"];

    // A record says all it holds: to logs, too.
    public override string ToString() => $"{Type} {Id}";

    /// <param name="wrong">What is wrong with an address that is to be called; null if it may be.</param>
    /// <returns>The request, or each mistake with its field. No mistake quotes a value.</returns>
    public static (ReadRequest? Request, IReadOnlyList<Protocol.Mistake> Mistakes) Of(
        ReadOnlySpan<byte> body,
        Func<Uri, string?> wrong
    )
    {
        try
        {
            return
                JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })
                    is JsonObject sent
                ? Of(sent, wrong)
                : None();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is half a character.
            return None();
        }
    }

    private static (ReadRequest? Request, IReadOnlyList<Protocol.Mistake> Mistakes) None() =>
        (null, [Mistake("body", "is one JSON object, as OpenDSR 2.0 describes it.")]);

    private static (ReadRequest? Request, IReadOnlyList<Protocol.Mistake> Mistakes) Of(
        JsonObject sent,
        Func<Uri, string?> wrong
    )
    {
        var mistakes = new List<Protocol.Mistake>();
        if (!Guid.TryParseExact(Text(sent["subject_request_id"]), "D", out var id))
            mistakes.Add(
                Mistake(
                    "subject_request_id",
                    "is required: a UUID that the controller makes, and sends again with every further try."
                )
            );
        var type = Text(sent["subject_request_type"]);
        if (type is null || !SubjectRequestType.All.Contains(type))
            mistakes.Add(Mistake("subject_request_type", $"is required: {string.Join(", ", SubjectRequestType.All)}."));
        if (
            !DateTimeOffset.TryParse(
                Text(sent["submitted_time"]),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var submitted
            )
        )
            mistakes.Add(Mistake("submitted_time", "is required: a time such as 2026-01-31T12:00:00Z."));
        if (sent["regulation"] is { } regulation && !Regulations.Contains(Text(regulation)))
            mistakes.Add(Mistake("regulation", $"is one of {string.Join(", ", Regulations)}."));
        var visitors = ReadVisitors(sent["subject_identities"], mistakes);
        var callbacks = ReadCallbacks(sent["status_callback_urls"], wrong, mistakes);
        return mistakes.Count == 0
            ? (
                new ReadRequest(
                    id,
                    type!,
                    visitors,
                    callbacks,
                    DateTimeOffset.FromUnixTimeMilliseconds(submitted.ToUnixTimeMilliseconds())
                ),
                mistakes
            )
            : (null, mistakes);
    }

    private static string[] ReadVisitors(JsonNode? node, List<Protocol.Mistake> mistakes)
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

    private static string[] ReadCallbacks(JsonNode? node, Func<Uri, string?> wrong, List<Protocol.Mistake> mistakes)
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

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static Protocol.Mistake Mistake(string field, string what) => new("Validation", field, $"{field} {what}");
}
