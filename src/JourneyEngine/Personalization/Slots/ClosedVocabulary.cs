using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A part of what is sent that has its words and no others: it keeps those that it does not know, to name
/// them.</summary>
public abstract record ClosedVocabulary
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <returns>Each word that it does not know, told with those that it does.</returns>
    internal IEnumerable<string> Unknown(string place) =>
        (Extra?.Keys ?? Enumerable.Empty<string>()).Select(word =>
            $"{place} has no '{word}'. Known are: {string.Join(", ", Words())}."
        );

    private IEnumerable<string> Words() =>
        GetType()
            .GetProperties()
            .Select(it => it.Name)
            .Where(it => it is not (nameof(Extra) or "EqualityContract"))
            .Select(JsonNamingPolicy.CamelCase.ConvertName);
}
