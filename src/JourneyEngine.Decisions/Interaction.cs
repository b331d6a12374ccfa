using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>What the fold sees of an interaction. <paramref name="At"/> is in milliseconds since 1970 UTC.</summary>
public readonly record struct Interaction(long At, string Kind, string? Name, string? Path)
{
    /// <returns>Nothing for a bot: it is kept, but no part of any journey.</returns>
    public static Interaction? Of(InteractionRecorded fact) => fact.Bot
        ? null
        : new Interaction(fact.OccurredAt.ToUnixTimeMilliseconds(), fact.Kind, fact.Name, fact.Path);
}
