using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>What the fields of a form say of a funnel, as its definition.</summary>
public static class FunnelOfFields
{
    /// <summary>The definition that the fields of a form make. A stage without a name is left out, as is evidence that
    /// says nothing.</summary>
    /// <returns>Null if there are no such fields.</returns>
    public static string? Definition(IQueryCollection form)
    {
        if (!form.ContainsKey("stage.0"))
            return null;
        var stages = new JsonArray();
        for (var i = 0; form.ContainsKey($"stage.{i}"); i++)
        {
            if (form[$"stage.{i}"].ToString().Trim() is not { Length: > 0 } name)
                continue;
            var stage = new JsonObject { ["name"] = name };
            if (form["goal"] == $"{i}")
                stage["goal"] = true;
            stage[form[$"demands.{i}"] == "all" ? "all" : "when"] = Evidences(form, i);
            stages.Add(stage);
        }

        return new JsonObject { ["stages"] = stages }.ToJsonString(Drafts.Readable);
    }

    private static JsonArray Evidences(IQueryCollection form, int stage)
    {
        var all = new JsonArray();
        for (var i = 0; form.ContainsKey($"kind.{stage}.{i}"); i++)
        {
            string Field(string name) => form[$"{name}.{stage}.{i}"].ToString().Trim();
            var evidence = new JsonObject();
            if (Field("kind") is { Length: > 0 } kind)
                evidence["kind"] = kind;
            if (
                Field("names").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is
                { Length: > 0 } names
            )
                evidence["name"] = names.Length == 1 ? names[0] : new JsonArray([.. names.Select(it => (JsonNode)it)]);
            foreach (var place in (string[])["path", "pathPrefix"])
            {
                if (Field(place) is { Length: > 0 } path)
                    evidence[place] = path;
            }

            Number(evidence, "count", Field("count"));
            Number(evidence, "visits", Field("visits"));
            if (evidence.Count > 0)
                all.Add(evidence);
        }

        return all;
    }

    /// <remarks>What is no number goes to the engine as it is, which says so.</remarks>
    private static void Number(JsonObject evidence, string name, string text)
    {
        if (text is not ("" or "1"))
            evidence[name] = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : text;
    }
}
