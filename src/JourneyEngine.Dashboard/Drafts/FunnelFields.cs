using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>A funnel's definition as the fields of a form, for who reads no JSON; <see cref="FunnelOfFields"/> makes
/// the definition of them again.</summary>
public sealed record FunnelFields(IReadOnlyList<FunnelFields.Stage> Stages)
{
    /// <param name="All">Whether every piece of evidence is demanded, or any.</param>
    public sealed record Stage(string Name, bool Goal, bool All, IReadOnlyList<Evidence> Evidence);

    /// <param name="Names">Names of which any fits, with commas between them.</param>
    public sealed record Evidence(
        string Kind,
        string Names,
        string Path,
        string PathPrefix,
        string Count,
        string Visits
    )
    {
        public static Evidence None { get; } = new("", "", "", "", "", "");
    }

    /// <summary>A form to begin with.</summary>
    public static FunnelFields Empty { get; } = new([]);

    /// <returns>Null if the definition holds what has no field: it can be edited as text.</returns>
    public static FunnelFields? Of(string definition)
    {
        try
        {
            return
                JsonNode.Parse(definition) is JsonObject funnel
                && Only(funnel, "stages")
                && funnel["stages"] is JsonArray stages
                ? new FunnelFields([.. stages.Select(Read)])
                : null;
        }
        catch (Exception unfit) when (unfit is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Stage Read(JsonNode? node)
    {
        var stage = Fields(node, "name", "goal", "when", "all");
        if (stage["when"] is not null && stage["all"] is not null)
            throw new FormatException("A form has either.");
        return new Stage(
            (string?)stage["name"] ?? "",
            (bool?)stage["goal"] ?? false,
            stage["all"] is not null,
            [.. ((stage["when"] ?? stage["all"])?.AsArray() ?? []).Select(ReadEvidence)]
        );
    }

    private static Evidence ReadEvidence(JsonNode? node)
    {
        var evidence = Fields(node, "kind", "name", "path", "pathPrefix", "count", "visits");
        var names =
            evidence["name"] is JsonArray several ? several.Select(it => (string?)it ?? "").ToArray()
            : (string?)evidence["name"] is { } one ? [one]
            : [];
        if (Array.Exists(names, it => it.Contains(',', StringComparison.Ordinal)))
            throw new FormatException("A comma stands between names.");
        return new Evidence(
            (string?)evidence["kind"] ?? "",
            string.Join(", ", names),
            (string?)evidence["path"] ?? "",
            (string?)evidence["pathPrefix"] ?? "",
            evidence["count"]?.ToString() ?? "",
            evidence["visits"]?.ToString() ?? ""
        );
    }

    private static JsonObject Fields(JsonNode? node, params string[] known) =>
        node is JsonObject members && Only(members, known)
            ? members
            : throw new FormatException("Something else has no field.");

    private static bool Only(JsonObject members, params string[] known) => members.All(it => known.Contains(it.Key));
}
