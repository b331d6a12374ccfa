using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Privacy;
using static JourneyEngine.Rights.OpenDsr.RequestFields;

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
                JsonNode.Parse(
                    body[ByteOrderMark.In(body)..],
                    documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }
                )
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
        var mistakes = RequestMembers.Unknown(sent).ToList();
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
        if (!IsoTime.TryRead(Text(sent["submitted_time"]), out var submitted))
            mistakes.Add(Mistake("submitted_time", "is required: a time such as 2026-01-31T12:00:00Z."));
        if (sent["regulation"] is { } regulation && !Regulations.Contains(Text(regulation)))
            mistakes.Add(Mistake("regulation", $"is one of {string.Join(", ", Regulations)}."));
        var visitors = RequestFields.Visitors(sent["subject_identities"], mistakes);
        var callbacks = RequestFields.Callbacks(sent["status_callback_urls"], wrong, mistakes);
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
}
