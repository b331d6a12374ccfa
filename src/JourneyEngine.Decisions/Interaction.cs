using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>What the fold sees of an interaction, or of a choice that the visitor made outside of one.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Kind">Empty for a choice alone.</param>
/// <param name="Choices">What the visitor consented to and refused at that time, where anything was said.</param>
public readonly record struct Interaction(long At, string Kind, string? Name, string? Path, Choices? Choices = null)
{
    public bool IsChoiceAlone => Kind.Length == 0;

    /// <returns>Nothing for a bot, which is kept but no part of any journey, and for facts of other kinds.</returns>
    public static Interaction? Of(object fact) => fact switch
    {
        InteractionRecorded { Bot: false } it => new Interaction(it.OccurredAt.ToUnixTimeMilliseconds(), it.Kind, it.Name, it.Path, it.Choices),
        ConsentChanged it => new Interaction(it.OccurredAt.ToUnixTimeMilliseconds(), "", null, null, it.Choices),
        _ => null,
    };
}
