using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>Contents of a form that are said to be new, under names of their own.</summary>
internal sealed class NewContents(IQueryCollection form)
{
    /// <summary>Where a content names others of its slot.</summary>
    private static readonly string[] Naming = ["after", "afterAccepted", "afterDeclined"];

    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    /// <param name="content">With the name that the form gives it.</param>
    /// <param name="old">As it was before; null for one more.</param>
    public void Rename(int place, JsonObject content, JsonObject? old)
    {
        var name = content["name"]!.ToString();
        // Whoever gave it another name has said so already.
        if (form.ContainsKey($"content.{place}.new") && name == old?["name"]?.ToString().Trim())
            content["name"] = _renamed[name] = Next(name);
    }

    /// <summary>Lets the contents that named a renamed one name it still.</summary>
    public void Follow(JsonArray contents)
    {
        foreach (var names in contents.SelectMany(it => Naming.Select(member => it![member]).OfType<JsonArray>()))
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (_renamed.TryGetValue(names[i]?.ToString() ?? "", out var now))
                    names[i] = now;
            }
        }
    }

    /// <returns>"guide 2" after "guide", and "guide 3" after that.</returns>
    private string Next(string name)
    {
        var taken = form.Where(it => it.Key.EndsWith(".name", StringComparison.Ordinal))
            .Select(it => it.Value.ToString().Trim())
            .Concat(_renamed.Values)
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
}
