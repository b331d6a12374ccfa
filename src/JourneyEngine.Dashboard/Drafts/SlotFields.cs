using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>What of a slot's definition is edited most, as the fields of a form; what has no field stays as it
/// is.</summary>
/// <param name="Holdout">Share of visitors who are shown the default, in percent.</param>
public sealed record SlotFields(
    string Policy,
    string Holdout,
    SlotFields.Content Default,
    IReadOnlyList<SlotFields.Content> Contents
)
{
    public static readonly string[] Policies = ["rules", "uniform", "learning", "fixed"];

    /// <param name="Value">Null if it is no text.</param>
    /// <param name="Stages">With commas between them; all where empty. Null if one has a comma in its
    /// name.</param>
    public sealed record Content(string Name, string? Value, string? Stages, string FromVisit, string ToVisit)
    {
        public static Content None { get; } = new("", "", "", "", "");
    }

    /// <returns>Null if the definition is none: it can be edited as text.</returns>
    public static SlotFields? Of(string definition)
    {
        try
        {
            return JsonNode.Parse(definition) is not JsonObject slot
                ? null
                : new SlotFields(
                    (string?)slot["policy"] ?? Policies[0],
                    Percent((double?)slot["holdout"]),
                    Read(slot["default"]?.AsObject() ?? []),
                    [
                        .. (slot["contents"]?.AsArray() ?? []).Select(it =>
                            Read(it as JsonObject ?? throw new FormatException("A content is an object."))
                        ),
                    ]
                );
        }
        catch (Exception unfit) when (unfit is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Content Read(JsonObject content)
    {
        var stages = (content["stages"]?.AsArray() ?? []).Select(it => (string?)it ?? "").ToArray();
        return new Content(
            (string?)content["name"] ?? "",
            content["value"] is not { } value ? ""
                : value.GetValueKind() == JsonValueKind.String ? (string?)value
                : null,
            Array.Exists(stages, it => it.Contains(',', StringComparison.Ordinal)) ? null : string.Join(", ", stages),
            content["fromVisit"]?.ToString() ?? "",
            content["toVisit"]?.ToString() ?? ""
        );
    }

    private static string Percent(double? share) =>
        share is null or 0 ? "" : (share.Value * 100).ToString("0.###", CultureInfo.InvariantCulture);
}
