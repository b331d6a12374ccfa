using System.Collections.Immutable;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The latest choice of a visitor about a purpose. <paramref name="At"/> is in milliseconds since 1970
/// UTC.</summary>
public readonly record struct Consent(string Purpose, bool Granted, long At);

/// <summary>A visitor's choices, one a purpose, in ordinal order of the purposes. A function of the set of choices, in
/// whatever order they come.</summary>
public static class Consents
{
    public static ImmutableArray<Consent> With(this ImmutableArray<Consent> consents, Choices choices, long at)
    {
        foreach (var purpose in choices.Granted)
            consents = consents.With(new Consent(purpose, true, at));
        foreach (var purpose in choices.Refused)
            consents = consents.With(new Consent(purpose, false, at));
        return consents;
    }

    /// <summary>Whether the latest of these refuses a purpose: whoever refuses now is left out of what is told of the
    /// past, too.</summary>
    public static bool Refuse(IEnumerable<Interaction> facts, string purpose) =>
        facts
            .Where(it => it.Choices is not null)
            .Aggregate(ImmutableArray<Consent>.Empty, (consents, it) => consents.With(it.Choices!, it.At))
            .Of(purpose) == false;

    /// <returns>Null if the visitor has not chosen.</returns>
    public static bool? Of(this ImmutableArray<Consent> consents, string purpose)
    {
        foreach (var consent in consents)
        {
            if (consent.Purpose == purpose)
                return consent.Granted;
        }

        return null;
    }

    /// <summary>The choices of one who chose under two pseudonyms: a refusal under either holds; of two refusals or two
    /// grants, the later is told.</summary>
    public static ImmutableArray<Consent> Stricter(this ImmutableArray<Consent> a, ImmutableArray<Consent> b)
    {
        foreach (var consent in b)
        {
            var place = 0;
            while (place < a.Length && string.CompareOrdinal(a[place].Purpose, consent.Purpose) < 0)
                place++;
            if (place == a.Length || a[place].Purpose != consent.Purpose)
                a = a.Insert(place, consent);
            else if (a[place].Granted == consent.Granted ? a[place].At < consent.At : a[place].Granted)
                a = a.SetItem(place, consent);
        }

        return a;
    }

    private static ImmutableArray<Consent> With(this ImmutableArray<Consent> consents, Consent consent)
    {
        var place = 0;
        while (place < consents.Length && string.CompareOrdinal(consents[place].Purpose, consent.Purpose) < 0)
            place++;
        if (place == consents.Length || consents[place].Purpose != consent.Purpose)
            return consents.Insert(place, consent);
        return Holds(consents[place], consent) ? consents : consents.SetItem(place, consent);
    }

    /// <remarks>Of two choices at the same time the refusal holds.</remarks>
    private static bool Holds(Consent present, Consent other) =>
        present.At > other.At || (present.At == other.At && (!present.Granted || other.Granted));
}
