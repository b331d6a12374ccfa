namespace JourneyEngine.Contracts;

/// <summary>The name under which a fact is stored. It outlives the name of the type; it never changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
