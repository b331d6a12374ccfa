using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>A definition as it is stored, made into the text that defines it anew: what the API adds is left out, and
/// so is what says nothing.</summary>
internal static class Drafts
{
    private static readonly string[] Added = ["name", "slot", "version", "at"];
    private static readonly string[] UsuallyOne = ["count", "visits", "fromVisit"];
    internal static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonObject stored)
    {
        var draft = (JsonObject)stored.DeepClone();
        foreach (var name in Added)
            draft.Remove(name);
        Tidy(draft);
        return draft.ToJsonString(Readable);
    }

    private static void Tidy(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Tidy(item);
        }

        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToArray())
        {
            if (
                value is null
                || (name == "goal" && value.GetValueKind() == JsonValueKind.False)
                || (
                    UsuallyOne.Contains(name)
                    && value.GetValueKind() == JsonValueKind.Number
                    && value.GetValue<double>() == 1
                )
            )
                members.Remove(name);
            else if (name != "value")
                Tidy(value);
        }
    }
}
