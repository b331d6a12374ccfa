using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.Collection.History;

/// <summary>Reads the data of an exported fact as what was stored, and not as something with parts missing.</summary>
internal static class HistoryJson
{
    private const string Prefix = "journey.";

    private static readonly JsonSerializerOptions Strict = new(FactJson.Options)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Require } },
    };

    /// <summary>What comes back beside interactions. Configuration is put, not imported.</summary>
    private static readonly Dictionary<string, Type> ByType = new[]
    {
        typeof(IdentityLinked),
        typeof(ConsentChanged),
        typeof(ContentOffered),
        typeof(ContentShown),
        typeof(BenefitGranted),
        typeof(FactForgotten),
    }.ToDictionary(it => Prefix + StoredFacts.NameOf(it));

    /// <param name="type">Of the CloudEvent.</param>
    /// <returns>Null if it is none of a visitor's facts, or another than its type says.</returns>
    /// <exception cref="JsonException">A part of the fact is absent, or is of another kind.</exception>
    public static object? Read(string type, JsonElement data)
    {
        var isInteraction = data.TryGetProperty("kind", out _);
        if (ByType.TryGetValue(type, out var fact))
            return isInteraction ? null : data.Deserialize(fact, Strict);
        if (!isInteraction)
            return null;
        var interaction = data.Deserialize<InteractionRecorded>(Strict);
        return type == Prefix + interaction?.Kind ? interaction : null;
    }

    /// <remarks>A fact is written without what is null, so only what never is null can be asked for.</remarks>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
    }
}
