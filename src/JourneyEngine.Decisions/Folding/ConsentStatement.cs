namespace JourneyEngine.Decisions.Folding;

/// <summary>What was said about a purpose at a time, in milliseconds since 1970 UTC.</summary>
public readonly record struct ConsentStatement(bool Granted, long At)
{
    /// <remarks>The later one holds, and of two at the same time the refusal.</remarks>
    internal static ConsentStatement? Latest(ConsentStatement? a, ConsentStatement? b) =>
        a is not { } first ? b
        : b is not { } second ? a
        : first.At > second.At || (first.At == second.At && !first.Granted) ? a
        : b;
}
