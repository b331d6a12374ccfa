using System.Collections.Immutable;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>A visitor's choices, one a purpose, in ordinal order of the purposes.</summary>
public static class Consents
{
    /// <param name="at">Milliseconds since 1970 UTC.</param>
    /// <param name="source">See <see cref="ConsentSources"/>.</param>
    public static ImmutableArray<Consent> With(
        this ImmutableArray<Consent> consents,
        Choices choices,
        long at,
        string source = ConsentSources.Signal
    )
    {
        foreach (var purpose in choices.Granted)
            consents = consents.With(Said(purpose, new ConsentStatement(true, at), source));
        foreach (var purpose in choices.Refused)
            consents = consents.With(Said(purpose, new ConsentStatement(false, at), source));
        return consents;
    }

    /// <summary>Adds what is known of one purpose: sets of choices are joined by adding each.</summary>
    public static ImmutableArray<Consent> With(this ImmutableArray<Consent> consents, Consent consent)
    {
        var place = 0;
        while (place < consents.Length && string.CompareOrdinal(consents[place].Purpose, consent.Purpose) < 0)
            place++;
        if (place == consents.Length || consents[place].Purpose != consent.Purpose)
            return consents.Insert(place, consent);
        var present = consents[place];
        var joined = new Consent(
            consent.Purpose,
            ConsentStatement.Latest(present.Chosen, consent.Chosen),
            ConsentStatement.Latest(present.Signalled, consent.Signalled)
        );
        return joined == present ? consents : consents.SetItem(place, joined);
    }

    /// <summary>The choices of one who chose under two pseudonyms: a refusal under either holds; of two refusals or two
    /// grants, the later is told.</summary>
    public static ImmutableArray<Consent> Stricter(this ImmutableArray<Consent> a, ImmutableArray<Consent> b)
    {
        foreach (var consent in b)
        {
            if (a.Find(consent.Purpose) is not { } present)
                a = a.With(consent);
            else if (Strictness(consent).CompareTo(Strictness(present)) > 0)
                a = a.Replace(present, consent);
        }

        return a;
    }

    /// <summary>The choices of one whom another's refusals hold for, and not the grants.</summary>
    public static ImmutableArray<Consent> WithRefusalsOf(
        this ImmutableArray<Consent> own,
        ImmutableArray<Consent> others
    ) => own.Stricter([.. others.Where(it => !it.Granted)]);

    /// <remarks>All of it, so that the order does not matter.</remarks>
    private static (bool, long, long?, bool?, long?, bool?) Strictness(Consent it) =>
        (!it.Granted, it.At, it.Chosen?.At, it.Chosen?.Granted, it.Signalled?.At, it.Signalled?.Granted);

    /// <summary>The choices among facts.</summary>
    public static ImmutableArray<Consent> Of(IEnumerable<Interaction> facts) =>
        facts
            .Where(it => it.Choices is not null)
            .Aggregate(
                ImmutableArray<Consent>.Empty,
                (consents, it) => consents.With(it.Choices!, it.At, it.ChoiceSource)
            );

    /// <returns>Null if the visitor has not chosen.</returns>
    public static bool? Of(this ImmutableArray<Consent> consents, string purpose) => consents.Find(purpose)?.Granted;

    /// <returns>Null if the visitor has not chosen.</returns>
    public static Consent? Find(this ImmutableArray<Consent> consents, string purpose)
    {
        foreach (var consent in consents)
        {
            if (consent.Purpose == purpose)
                return consent;
        }

        return null;
    }

    private static Consent Said(string purpose, ConsentStatement statement, string source) =>
        ConsentSources.IsSignal(source) ? new(purpose, null, statement) : new(purpose, statement, null);
}
