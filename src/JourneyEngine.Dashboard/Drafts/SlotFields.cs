using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

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

    /// <summary>The definition that the form was made of, with what its fields say. A content without a name is left
    /// out.</summary>
    /// <returns>Null if there are no such fields.</returns>
    public static string? Definition(IQueryCollection form)
    {
        if (!form.ContainsKey("default.name") || Parsed(form["base"].ToString()) is not { } slot)
            return null;
        slot["policy"] = form["policy"].ToString();
        Number(slot, "holdout", form["holdout"].ToString(), it => it / 100);
        slot["default"] = Overlaid(form, "default", slot["default"] as JsonObject);
        var (before, contents) = (slot["contents"] as JsonArray, new JsonArray());
        for (var i = 0; form.ContainsKey($"content.{i}.name"); i++)
        {
            if (form[$"content.{i}.name"].ToString().Trim().Length > 0)
                contents.Add(Overlaid(form, $"content.{i}", before?.ElementAtOrDefault(i) as JsonObject));
        }

        slot["contents"] = contents;
        return slot.ToJsonString(Drafts.Readable);
    }

    private static JsonObject Overlaid(IQueryCollection form, string of, JsonObject? before)
    {
        var content = (JsonObject?)before?.DeepClone() ?? [];
        content["name"] = form[of + ".name"].ToString().Trim();
        if (form.ContainsKey(of + ".value"))
            content["value"] = form[of + ".value"].ToString();
        if (form.ContainsKey(of + ".stages"))
            Stages(content, form[of + ".stages"].ToString());
        if (form.ContainsKey(of + ".from"))
            Number(content, "fromVisit", form[of + ".from"].ToString(), it => it);
        if (form.ContainsKey(of + ".to"))
            Number(content, "toVisit", form[of + ".to"].ToString(), it => it);
        return content;
    }

    private static void Stages(JsonObject content, string text)
    {
        var stages = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        content.Remove("stages");
        if (stages.Length > 0)
            content["stages"] = new JsonArray([.. stages.Select(it => (JsonNode)it)]);
    }

    /// <remarks>What is no number goes to the engine as it is, which says so.</remarks>
    private static void Number(JsonObject of, string name, string text, Func<decimal, decimal> stored)
    {
        of.Remove(name);
        if (text.Trim() is { Length: > 0 } said)
            of[name] = decimal.TryParse(
                said,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? stored(number)
                : said;
    }

    private static JsonObject? Parsed(string definition)
    {
        try
        {
            return definition.Length == 0 ? [] : JsonNode.Parse(definition) as JsonObject;
        }
        catch (JsonException)
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
