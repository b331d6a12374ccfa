using System.Reflection;

namespace JourneyEngine.Contracts;

/// <summary>Every fact that is stored, by the name it is stored under.</summary>
public static class StoredFacts
{
    public static IReadOnlyDictionary<string, Type> ByName { get; } =
        typeof(StoredFacts)
            .Assembly.GetTypes()
            .Select(type => (type, stored: type.GetCustomAttribute<StoredNameAttribute>()))
            .Where(it => it.stored is not null)
            .ToDictionary(it => it.stored!.Name, it => it.type, StringComparer.Ordinal);

    private static readonly Dictionary<Type, string> Names = ByName.ToDictionary(it => it.Value, it => it.Key);

    public static string NameOf(Type fact) => Names[fact];
}

/// <summary>The name under which a fact is stored. It outlives the name of the type; it never changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
