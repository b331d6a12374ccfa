using System.Text.Json.Nodes;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A consent receipt in the structure of ISO/IEC TS 27560:2023 (record, party, purposes, events), in the terms
/// of the W3C Data Privacy Vocabulary 2, as JSON-LD.</summary>
public static class ConsentReceipt
{
    public static JsonObject Of(Caller caller, ConsentState state, Contracts.NoticePublished notice, Guid id) =>
        new()
        {
            ["@context"] = new JsonObject
            {
                ["dpv"] = "https://w3id.org/dpv#",
                ["dct"] = "http://purl.org/dc/terms/",
                ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
            },
            ["@type"] = "dpv:ConsentReceipt",
            ["@id"] = $"urn:uuid:{id}",
            ["dct:conformsTo"] = "https://www.iso.org/standard/80392.html",
            ["dct:issued"] = state.At.ToString("O"),
            ["dpv:hasDataController"] = new JsonObject
            {
                ["@type"] = "dpv:DataController",
                ["dct:title"] = caller.Site,
            },
            ["dpv:hasDataSubject"] = new JsonObject
            {
                ["@type"] = "dpv:DataSubject",
                ["dct:identifier"] = caller.Visitor,
            },
            ["dpv:hasNotice"] = new JsonObject
            {
                ["@type"] = "dpv:PrivacyNotice",
                ["dct:hasVersion"] = notice.Version,
                ["dct:issued"] = notice.At.ToString("O"),
            },
            ["dpv:hasConsent"] = new JsonArray([.. state.Purposes.Select(it => Consent(it, notice))]),
            ["events"] = new JsonArray([.. state.History.Select(Event)]),
        };

    private static JsonNode Consent(ConsentState.Purpose purpose, Contracts.NoticePublished notice) =>
        new JsonObject
        {
            ["@type"] = "dpv:Consent",
            ["dpv:hasPurpose"] = new JsonObject
            {
                ["@type"] = "dpv:Purpose",
                ["dct:title"] = purpose.Name,
                ["dct:description"] = new JsonArray([
                    .. (
                        notice.Purposes.FirstOrDefault(it => it.Name == purpose.Name)?.Reason
                        ?? new Dictionary<string, string>()
                    ).Select(it => (JsonNode)new JsonObject { ["@language"] = it.Key, ["@value"] = it.Value }),
                ]),
            },
            ["dpv:hasConsentStatus"] = purpose.Granted ? "dpv:ConsentGiven" : "dpv:ConsentRefused",
            ["dpv:isIndicatedAtTime"] = purpose.Since.ToString("O"),
        };

    private static JsonNode Event(ConsentState.Choice choice) =>
        new JsonObject
        {
            ["@type"] = "dpv:ConsentControl",
            ["dct:date"] = choice.At.ToString("O"),
            ["granted"] = new JsonArray([.. choice.Granted.Select(it => JsonValue.Create(it))]),
            ["refused"] = new JsonArray([.. choice.Refused.Select(it => JsonValue.Create(it))]),
            ["noticeVersion"] = choice.NoticeVersion,
            ["dct:language"] = choice.Language,
            ["wordingSha256"] = choice.WordingHash,
            ["dpv:isIndicatedBy"] = choice.Source,
        };
}
