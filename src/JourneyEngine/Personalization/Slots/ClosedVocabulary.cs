using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A part of what is sent that has its words and no others: it keeps those that it does not know, to name
/// them.</summary>
public abstract record ClosedVocabulary
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }
}
