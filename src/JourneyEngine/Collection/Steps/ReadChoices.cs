using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Steps;

/// <summary>
/// What the visitor chose, as far as the item and the request say: each signal that the notice knows is a word on its
/// purpose. A purpose that is both granted and refused counts as refused, and Global Privacy Control refuses decisions
/// whatever the item says. With a key that does not speak of consent a signal is no choice of the visitor's; an item
/// that refuses to be measured is not stored all the same.
/// </summary>
internal static class ReadChoices
{
    private static readonly Choices OnlyControl = new([], [Purpose.Personalize]);

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        var control = terms.PrivacyControl ? OnlyControl : null;
        if (pending.Sent.Consent is not { } signals)
            return control is null ? pending : pending with { Choices = control, NoticeVersion = terms.Notice.Version };
        var choices = Of(signals, terms);
        return terms.Consents ? pending with { Choices = choices, NoticeVersion = terms.Notice.Version }
            : choices?.Refused.Contains(Purpose.Measure) == true ? pending.Refused(RequireConsent.Refused)
            : pending with { Choices = control, NoticeVersion = terms.Notice.Version, Unheard = true };
    }

    private static Choices? Of(List<ConsentSignal> signals, CollectionTerms terms)
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

        if (terms.PrivacyControl)
            refused.Add(Purpose.Personalize);
        granted.ExceptWith(refused);
        return granted.Count + refused.Count == 0 ? null : new Choices([.. granted], [.. refused]);
    }
}
