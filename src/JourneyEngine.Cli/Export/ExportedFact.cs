using System.Text;
using System.Text.Json;
using JourneyEngine.Log;

namespace JourneyEngine.Cli.Export;

/// <summary>A fact as a row: what most questions need as columns, and the whole of it as JSON.</summary>
/// <param name="Position">Place in the log of all sites; rows come in this order.</param>
/// <param name="Id">Id of the message, of the decision, or the position: that of the fact's CloudEvent.</param>
/// <param name="Type">That of the fact's CloudEvent, such as <c>journey.page</c>.</param>
/// <param name="Visitor">The visitor's pseudonym.</param>
/// <param name="Version">Place in the visitor's stream, from 1.</param>
/// <param name="Time">When it occurred, UTC.</param>
/// <param name="StoredAt">When it was stored, UTC.</param>
/// <param name="Bot">Kept, but no part of any visit or report.</param>
/// <param name="Data">The fact as it is stored, JSON.</param>
internal sealed record ExportedFact(
    long Position,
    string Id,
    string Type,
    string Visitor,
    long Version,
    DateTimeOffset Time,
    DateTimeOffset StoredAt,
    string? Name,
    string? Path,
    string? ReferrerHost,
    string? CampaignSource,
    string? CampaignMedium,
    string? CampaignName,
    bool Bot,
    string? Slot,
    string? Content,
    string Data
)
{
    public static ExportedFact Of(StoredEvent stored)
    {
        using var fact = JsonDocument.Parse(stored.Data);
        var root = fact.RootElement;
        var campaign = root.TryGetProperty("campaign", out var given) ? given : default;
        return new ExportedFact(
            stored.Position,
            Text(root, "messageId") ?? Text(root, "decisionId") ?? $"{stored.Position}",
            "journey." + (Text(root, "kind") ?? stored.Type),
            stored.Visitor!,
            stored.Version,
            stored.OccurredAt(root),
            stored.At,
            Text(root, "name"),
            Text(root, "path"),
            Text(root, "referrerHost"),
            Text(campaign, "source"),
            Text(campaign, "medium"),
            Text(campaign, "name"),
            root.TryGetProperty("bot", out var bot) && bot.ValueKind == JsonValueKind.True,
            Text(root, "slot"),
            Text(root, "content"),
            Encoding.UTF8.GetString(stored.Data)
        );
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
