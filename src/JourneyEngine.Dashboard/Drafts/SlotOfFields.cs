using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>What the fields of a form say of a slot, as its definition.</summary>
public static class SlotOfFields
{
    /// <summary>The definition that the form was made of, with what its fields say. A content without a name is left
    /// out; one that is said to be new has another name than all of them.</summary>
    /// <returns>Null if there are no such fields.</returns>
    public static string? Definition(IQueryCollection form)
    {
        if (!form.ContainsKey("default.name") || Parsed(form["base"].ToString()) is not { } slot)
            return null;
        slot["policy"] = form["policy"].ToString();
        Number(slot, "holdout", form["holdout"].ToString(), it => it / 100);
        slot["default"] = Overlaid(form, "default", slot["default"] as JsonObject);
        var (before, contents) = (slot["contents"] as JsonArray, new JsonArray());
        var anew = new NewContents(form);
        for (var i = 0; form.ContainsKey($"content.{i}.name"); i++)
        {
            if (form[$"content.{i}.name"].ToString().Trim().Length == 0)
                continue;
            var old = before?.ElementAtOrDefault(i) as JsonObject;
            var content = Overlaid(form, $"content.{i}", old);
            anew.Rename(i, content, old);
            contents.Add(content);
        }

        slot["contents"] = contents;
        anew.Follow(contents);
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
}
