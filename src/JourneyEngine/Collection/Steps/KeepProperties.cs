using System.Text.Json;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Collection.Steps;

/// <summary>Keeps of an interaction's properties those that the notice declares, as it declares them, and counts the
/// others.</summary>
internal static class KeepProperties
{
    /// <summary>In characters.</summary>
    public const int LongestText = 1_024;

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        var sent = pending.Sent;
        if (sent.Properties is not { } raw || pending.Interaction is not { } interaction)
            return pending;
        var declared = terms.Notice.Find(interaction.Kind, interaction.Name)!.Properties;
        if (declared.Count == 0)
            return sent.OtherProperties == 0 ? pending : pending with { Dropped = sent.OtherProperties };

        using var properties = JsonDocument.Parse(raw);
        var (kept, dropped) = (new SortedDictionary<string, JsonElement>(StringComparer.Ordinal), 0);
        foreach (var member in properties.RootElement.EnumerateObject())
        {
            if (!declared.TryGetValue(member.Name, out var property))
                dropped += IsOfEveryPage(member.Name) ? 0 : 1;
            else if (PersonalLook(member.Value, property) is { } like)
                return pending.Refused($"property '{property.Name}' looks like {LookAlike.Words(like)}");
            else if (IsOf(property.Type, member.Value))
                kept[member.Name] = member.Value;
            else if (member.Value.ValueKind != JsonValueKind.Null)
                dropped++;
        }

        return pending with
        {
            Dropped = dropped,
            Interaction =
                kept.Count == 0
                    ? interaction
                    : interaction with
                    {
                        Properties = new Properties(JsonSerializer.SerializeToElement(kept)),
                    },
        };
    }

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
            (PropertyTypes.Text, JsonValueKind.String) => value.GetString()!.Length <= LongestText,
            (PropertyTypes.Time, JsonValueKind.String) => StatedTime.Parse(value.GetString()) is not null,
            (PropertyTypes.Number, JsonValueKind.Number) => true,
            (PropertyTypes.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
}
