using System.Reflection;
using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

/// <summary>What the stored facts look like in storage: one line for each field, however deep.</summary>
internal static class StoredShape
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    public static string[] Of(IReadOnlyDictionary<string, Type> facts) =>
        [
            .. facts
                .OrderBy(it => it.Key, StringComparer.Ordinal)
                .SelectMany(it => Fields(it.Value, "").Select(field => $"{it.Key}: {field}")),
        ];

    private static IEnumerable<string> Fields(Type type, string path)
    {
        if (path.Count(it => it == '.') > 8)
            throw new InvalidOperationException($"{path} goes on for ever: a stored fact does not hold itself.");

        // Order in storage means nothing, so a field may move.
        foreach (var field in Web.GetTypeInfo(type).Properties.OrderBy(it => it.Name, StringComparer.Ordinal))
        {
            var property = (PropertyInfo)field.AttributeProvider!;
            yield return $"{path}{field.Name} {TypeName(new NullabilityInfoContext().Create(property))}{Default(type, property)}";
            foreach (var (inner, suffix) in Inner(property.PropertyType, ""))
            foreach (var line in Fields(inner, $"{path}{field.Name}{suffix}."))
                yield return line;
        }
    }

    private static IEnumerable<(Type, string)> Inner(Type type, string suffix) =>
        type.IsArray ? Inner(type.GetElementType()!, suffix + "[]")
        : type.IsGenericType
            ? type.GetGenericArguments()
                .SelectMany(it => Inner(it, Nullable.GetUnderlyingType(type) is null ? suffix + "[]" : suffix))
        : type.Assembly == typeof(StoredFacts).Assembly && !type.IsEnum ? [(type, suffix)]
        : [];

    private static string TypeName(NullabilityInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name =
            info.ElementType is { } element ? TypeName(element) + "[]"
            : type.IsEnum ? $"{type.Name}({string.Join('|', Enum.GetNames(type))})"
            : type.IsGenericType
                ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(TypeName))}>"
            : type.Name;
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    // A default is part of the shape: it is what the facts stored before the field existed mean.
    private static string Default(Type type, PropertyInfo property)
    {
        var parameter = type.GetConstructors()
            .SelectMany(it => it.GetParameters())
            .FirstOrDefault(it => it.Name == property.Name);
        return parameter is { HasDefaultValue: true } ? $" = {parameter.DefaultValue ?? "null"}" : "";
    }
}
