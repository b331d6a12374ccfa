namespace JourneyEngine.Http.Bodies;

/// <summary>A type that a converter of its own reads out of the members of another type.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadAsAttribute(Type members) : Attribute
{
    public Type Members { get; } = members;
}
