using System.Text.Json;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Collection.Steps;

/// <summary>Keeps of an interaction's properties those that the notice declares, as it declares them; the others are
/// told.</summary>
internal static class KeepProperties
{
    /// <summary>In characters; what is longer is cut.</summary>
    public const int LongestText = 1_024;

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        var sent = pending.Sent;
        if (sent.Properties is not { } raw || pending.Interaction is not { } interaction)
            return pending;
        var declared = terms.Notice.Find(interaction.Kind, interaction.Name)!.Properties;
        if (declared.Count == 0 && sent.OtherProperties == 0)
            return pending;

        using var properties = JsonDocument.Parse(raw);
        var kept = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var (dropped, notes) = (new DroppedProperties(), pending.Notes.ToList());
        foreach (var member in properties.RootElement.EnumerateObject())
        {
            if (!declared.TryGetValue(member.Name, out var property))
            {
                if (!IsOfEveryPage(member.Name))
                    dropped.Add(member.Name, DroppedProperties.NotDeclared);
            }
            else if (PersonalLook(member.Value, property) is { } like)
                return pending.Refused($"property '{property.Name}' looks like {LookAlike.Words(like)}");
            else if (IsOf(property.Type, member.Value))
            {
                kept[member.Name] = IsLong(member.Value) ? Cut(member.Value) : member.Value;
                if (IsLong(member.Value))
                    notes.Add(CutTexts.Note($"property '{property.Name}'", LongestText));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
                dropped.Add(member.Name, $"declared as {property.Type}");
        }

        if (dropped.Told() is { } told)
            notes.Add(told);
        return pending with
        {
            Dropped = dropped.Count,
            Notes = notes,
            Interaction =
                kept.Count == 0
                    ? interaction
                    : interaction with
                    {
                        Properties = new Properties(JsonSerializer.SerializeToElement(kept)),
                    },
        };
    }

    /// <summary>A text that is kept in part only; see <see cref="Cut"/>.</summary>
    public static bool IsLong(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Length > LongestText;

    public static JsonElement Cut(JsonElement text) =>
        JsonSerializer.SerializeToElement(text.GetString()!.Cut(LongestText));

    /// <summary>What every page says of itself, and is kept in other places or not at all.</summary>
    public static bool IsOfEveryPage(string name) => name is "title" || IsAddress(name);

    public static bool IsAddress(string name) => name is "path" or "url" or "referrer" or "search";

    /// <returns>What a value looks like beyond what is declared of it; null for an ordinary one.</returns>
    public static string? PersonalLook(JsonElement value, NoticeProperty? property) =>
        value.ValueKind switch
        {
            // A time has digits and separators, and is no phone number.
            JsonValueKind.String when property?.Type != PropertyTypes.Time => LookAlike.Of(
                value.GetString(),
                property?.Resembles ?? []
            ),
            JsonValueKind.Number => LookAlike.Of(
                value.GetRawText(),
                [.. property?.Resembles ?? [], Resemblances.Phone]
            ),
            _ => null,
        };

    private static bool IsOf(string type, JsonElement value) =>
        (type, value.ValueKind) switch
        {
            (PropertyTypes.Text, JsonValueKind.String) => true,
            (PropertyTypes.Time, JsonValueKind.String) => StatedTime.Parse(value.GetString()) is not null,
            (PropertyTypes.Number, JsonValueKind.Number) => true,
            (PropertyTypes.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
}
