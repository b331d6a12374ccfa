using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>What the fields of a form say of a slot, as its definition.</summary>
public static class SlotOfFields
{
    /// <summary>Where a content names others of its slot.</summary>
    private static readonly string[] Naming = ["after", "afterAccepted", "afterDeclined"];

    /// <summary>The definition that the form was made of, with what its fields say. A content without a name is left
    /// out; one that is said to be new has a name that none had.</summary>
    /// <returns>Null if there are no such fields.</returns>
    public static string? Definition(IQueryCollection form)
    {
        if (!form.ContainsKey("default.name") || Parsed(form["base"].ToString()) is not { } slot)
            return null;
        slot["policy"] = form["policy"].ToString();
        Number(slot, "holdout", form["holdout"].ToString(), it => it / 100);
        slot["default"] = Overlaid(form, "default", slot["default"] as JsonObject);
        var (before, contents) = (slot["contents"] as JsonArray, new JsonArray());
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; form.ContainsKey($"content.{i}.name"); i++)
        {
            if (form[$"content.{i}.name"].ToString().Trim() is not { Length: > 0 } name)
                continue;
            var (old, content) = (before?.ElementAtOrDefault(i) as JsonObject, (JsonObject?)null);
            contents.Add(content = Overlaid(form, $"content.{i}", old));
            if (form.ContainsKey($"content.{i}.new") && name == old?["name"]?.ToString())
                content["name"] = renamed[name] = Next(form, name);
        }

        slot["contents"] = contents;
        foreach (
            var names in contents.SelectMany(it =>
                Naming.Select(member => it![member] as JsonArray).OfType<JsonArray>()
            )
        )
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (renamed.TryGetValue(names[i]?.ToString() ?? "", out var now))
                    names[i] = now;
            }
        }

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

    /// <returns>"guide 2" after "guide", and "guide 3" after that.</returns>
    private static string Next(IQueryCollection form, string name)
    {
        var taken = form.Where(it => it.Key.EndsWith(".name", StringComparison.Ordinal))
            .Select(it => it.Value.ToString().Trim())
            .ToHashSet(StringComparer.Ordinal);
        var (stem, number) = (name, 1);
        if (
            name.LastIndexOf(' ') is > 0 and var space
            && int.TryParse(name[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
        )
            (stem, number) = (name[..space], before);
        string next;
        do next = string.Create(CultureInfo.InvariantCulture, $"{stem} {++number}");
        while (taken.Contains(next));
        return next;
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
}
