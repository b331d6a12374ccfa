using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

/// <summary>What the stored facts look like in storage: a header for each, then one line for each field, however deep.</summary>
internal static class StoredShape
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    public static string[] Of(IReadOnlyDictionary<string, Type> facts) =>
        [.. facts.OrderBy(it => it.Key, StringComparer.Ordinal).SelectMany(it => Fields(it.Value, "").Select(field => $"{it.Key}: {field}"))];

    private static IEnumerable<string> Fields(Type type, string path)
    {
        // Order in storage means nothing, so a field may move.
        foreach (var field in Web.GetTypeInfo(type).Properties.OrderBy(it => it.Name, StringComparer.Ordinal))
        {
            var property = (PropertyInfo)field.AttributeProvider!;
            yield return $"{path}{field.Name} {TypeName(new NullabilityInfoContext().Create(property))}{Default(type, property)}";
            var inner = Unwrapped(property.PropertyType, out var suffix);
            if (Web.GetTypeInfo(inner) is { Kind: JsonTypeInfoKind.Object } && inner.Assembly == typeof(StoredFacts).Assembly)
                foreach (var line in Fields(inner, $"{path}{field.Name}{suffix}."))
                    yield return line;
        }
    }

    private static Type Unwrapped(Type type, out string suffix)
    {
        suffix = type.IsArray ? "[]" : "";
        type = type.GetElementType() ?? type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static string TypeName(NullabilityInfo info)
    {
        var name = info.ElementType is { } element ? TypeName(element) + "[]"
            : (Nullable.GetUnderlyingType(info.Type) ?? info.Type) is { IsEnum: true } choice ? $"{choice.Name}({string.Join('|', Enum.GetNames(choice))})"
            : (Nullable.GetUnderlyingType(info.Type) ?? info.Type).Name;
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    // A default is part of the shape: it is what the facts stored before the field existed mean.
    private static string Default(Type type, PropertyInfo property)
    {
        var parameter = type.GetConstructors().SelectMany(it => it.GetParameters()).FirstOrDefault(it => it.Name == property.Name);
        return parameter is { HasDefaultValue: true } ? $" = {parameter.DefaultValue ?? "null"}" : "";
    }
}
