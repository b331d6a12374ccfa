namespace JourneyEngine.Collection.Steps;

/// <summary>Keeps no detail where the key may tell none: who is identified stays so.</summary>
internal static class RequireDetailsKey
{
    private const string Reason = "comes with a key that tells no details: send it with a write key that does";

    public static SentTraits Of(SentTraits sent, CollectionTerms terms) =>
        terms.Details || sent.Declared.Count == 0
            ? sent
            : SentTraits.None with
            {
                Refused = [.. sent.Refused, .. sent.Declared.Values.Select(it => $"trait '{it.Name}' {Reason}")],
            };
}
