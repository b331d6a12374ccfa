using System.Text.Json.Nodes;
using JourneyEngine.Http.Personal;
using JourneyEngine.Settings;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>The members that OpenDSR 2.0 gives a request; for anything else there is <c>extensions</c>. A misspelt one
/// would be dropped, and the controller would wait for what never comes.</summary>
internal static class RequestMembers
{
    private const int MostTold = 20;

    private static readonly string[] OfRequest =
    [
        "regulation",
        "subject_request_id",
        "subject_request_type",
        "submitted_time",
        "subject_identities",
        "api_version",
        "status_callback_urls",
        "extensions",
    ];

    private static readonly string[] OfIdentity = ["identity_type", "identity_value", "identity_format"];

    public static IEnumerable<Protocol.Mistake> Unknown(JsonObject sent) =>
        In("", sent, OfRequest)
            .Concat(
                (sent["subject_identities"] as JsonArray ?? []).SelectMany(
                    (it, i) => it is JsonObject identity ? In($"subject_identities[{i}].", identity, OfIdentity) : []
                )
            )
            .Take(MostTold);

    private static IEnumerable<Protocol.Mistake> In(string place, JsonObject sent, string[] known) =>
        from name in sent.Select(it => it.Key)
        where !known.Contains(name)
        select RequestFields.Mistake(
            place + ToldName.Of(name),
            $"is not known.{NearestName.Meant(name, known)} Known are: {string.Join(", ", known)}."
        );
}
