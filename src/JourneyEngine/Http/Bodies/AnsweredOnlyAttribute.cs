namespace JourneyEngine.Http.Bodies;

/// <summary>Members that the engine adds when it answers with what was sent, such as a version. They are passed over
/// where they come back: what GET gives, PUT takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnsweredOnlyAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
