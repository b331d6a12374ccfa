namespace JourneyEngine.Collection.Steps;

/// <summary>What an identify call tells of the visitor. It goes past the streams, into the vault or nowhere.</summary>
/// <param name="Declared">By the name of the detail in the notice.</param>
/// <param name="Refused">Why the others are not kept: a reason for each, with its name and never its value.</param>
internal sealed record SentTraits(IReadOnlyDictionary<string, SentTrait> Declared, IReadOnlyList<string> Refused)
{
    private const int MostTold = 5;

    public static SentTraits None { get; } = new(new Dictionary<string, SentTrait>(), []);

    /// <returns>Null if none is refused.</returns>
    public static string? Told(IReadOnlyList<string> refused) =>
        refused.Count == 0
            ? null
            : $"{refused.Count} {(refused.Count == 1 ? "trait" : "traits")} refused: {string.Join("; ", refused.Take(MostTold))}"
                + (refused.Count > MostTold ? $"; and {refused.Count - MostTold} more" : "");

    /// <summary>An identify call that neither links nor tells anything.</summary>
    public static string NothingToStore(PendingEvent pending, IReadOnlyList<string> refused) =>
        "nothing to store: "
        + (pending.NotLinked ? RequireLinkingKey.Reason : "an identify call with one id links nothing")
        + string.Concat(pending.Notes.Where(it => !Respelled.IsNote(it)).Select(it => "; " + it))
        + (Told(refused) is { } told ? ", " + told : "");
}

/// <param name="Name">What the client called it.</param>
internal sealed record SentTrait(string Name, string Text);
