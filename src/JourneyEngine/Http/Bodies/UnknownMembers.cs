using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Http.Bodies;

/// <summary>Finds members of a body that its type does not have: a misspelt one would be dropped, and whoever sent it
/// would believe that it holds.</summary>
public static class UnknownMembers
{
    private const int MostTold = 20;

    /// <param name="type">What is read from the body, with these options.</param>
    /// <exception cref="UnacceptableException">422: there are such members.</exception>
    public static void Refuse(JsonElement sent, Type type, JsonSerializerOptions options)
    {
        if (Of(sent, type, options) is { Count: > 0 } unknown)
            throw new UnacceptableException(string.Join(" ", unknown));
    }

    /// <returns>One sentence for each such member: where it is, its name, and those that are known there.</returns>
    internal static IReadOnlyList<string> Of(JsonElement sent, Type type, JsonSerializerOptions options) =>
        [.. In("", sent, type, options).Take(MostTold)];

    private static IEnumerable<string> In(string place, JsonElement sent, Type type, JsonSerializerOptions options)
    {
        var known = options.GetTypeInfo(type.GetCustomAttribute<ReadAsAttribute>()?.Members ?? type);
        return (known.Kind, sent.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => sent.EnumerateObject()
                .SelectMany(it => Of(place, it, known, options)),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => sent.EnumerateArray()
                .SelectMany((it, i) => In($"{place}[{i}]", it, known.ElementType!, options)),
            _ => [],
        };
    }

    private static IEnumerable<string> Of(
        string place,
        JsonProperty sent,
        JsonTypeInfo type,
        JsonSerializerOptions options
    )
    {
        if (type.Properties.FirstOrDefault(it => Is(it.Name, sent.Name)) is { } known)
            return known.CustomConverter is null
                ? In(place.Length == 0 ? known.Name : $"{place}.{known.Name}", sent.Value, known.PropertyType, options)
                : [];
        var answered = type.Type.GetCustomAttribute<AnsweredOnlyAttribute>()?.Names ?? [];
        return answered.Any(it => Is(it, sent.Name))
            ? []
            :
            [
                $"{(place.Length == 0 ? "The body" : place)} has no '{ToldName.Of(sent.Name)}'. Known are: "
                    + $"{string.Join(", ", type.Properties.Select(it => it.Name))}.",
            ];
    }

    private static bool Is(string known, string name) => known.Equals(name, StringComparison.OrdinalIgnoreCase);
}
