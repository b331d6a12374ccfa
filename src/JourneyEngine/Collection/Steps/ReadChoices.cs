using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Steps;

/// <summary>
/// What the visitor chose, as far as the item and the request say: each signal that the notice knows is a word on its
/// purpose. A purpose that is both granted and refused counts as refused, and Global Privacy Control refuses decisions
/// whatever the item says.
/// </summary>
internal static class ReadChoices
{
    private static readonly Choices OnlyControl = new([], [Purpose.Personalize]);

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms) =>
        (pending.Sent.Consent, terms.PrivacyControl) switch
        {
            (null, false) => pending,
            (null, true) => pending with { Choices = OnlyControl },
            ({ } signals, var control) => pending with { Choices = Of(signals, control, terms) },
        };

    private static Choices? Of(List<ConsentSignal> signals, bool control, CollectionTerms terms)
    {
        var (granted, refused) = (
            new SortedSet<string>(StringComparer.Ordinal),
            new SortedSet<string>(StringComparer.Ordinal)
        );
        foreach (var signal in signals)
        {
            if (terms.Notice.PurposeOf(signal.Name) is { } purpose)
                (signal.Granted ? granted : refused).Add(purpose);
        }

        if (control)
            refused.Add(Purpose.Personalize);
        granted.ExceptWith(refused);
        return granted.Count + refused.Count == 0 ? null : new Choices([.. granted], [.. refused]);
    }
}
