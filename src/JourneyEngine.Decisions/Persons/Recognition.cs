using System.Collections.Immutable;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Persons;

/// <summary>Which pseudonyms are counted as one visitor, and when.</summary>
public static class Recognition
{
    /// <summary>Under more pseudonyms nobody is: such a user id is a shared account, or a placeholder, and joins
    /// nobody.</summary>
    public const int MostPseudonyms = 100;

    /// <summary>Whom a site takes a pseudonym for: the person, or the pseudonym alone.</summary>
    public static Person Recognised(this IdentityGraph links, string id, Recognise recognise)
    {
        if (recognise == Recognise.Off)
            return Person.Alone(id);
        var isClaimed = recognise == Recognise.Claimed;
        var person = isClaimed ? links.PersonOf(id) : links.VouchedPersonOf(id);
        return (isClaimed ? person.Named : person.NamedVouched) <= MostPseudonyms ? person : Person.Alone(id);
    }

    /// <returns>The person that a pseudonym is joined to; null where it stands alone. And whether it is a device of
    /// several persons.</returns>
    public static (string? Person, bool IsShared) Membership(this IdentityGraph links, string id, Recognise recognise)
    {
        var person = links.Recognised(id, recognise);
        return person.IsAlone ? (null, recognise != Recognise.Off && links.IsShared(id)) : (person.Id, false);
    }

    /// <summary>Whether whoever chose this agreed that several pseudonyms are recognised as one: to
    /// <see cref="Purpose.Recognise"/> where that was asked, or else to be shown what fits.</summary>
    public static bool IsAgreed(ImmutableArray<Consent> consents) =>
        (consents.Of(Purpose.Recognise) ?? consents.Of(Purpose.Personalize)) == true;

    /// <summary>The journeys that are counted of a person: one of all pseudonyms where the person agreed to be
    /// recognised, and refused it on no device; each for itself otherwise. Who refuses to be measured under one is
    /// measured under none.</summary>
    /// <param name="pseudonyms">Those of all pseudonyms of the person, folded under the rules.</param>
    public static IReadOnlyList<CountedVisitor> Joined(IReadOnlyCollection<Journey> pseudonyms, FoldRules rules)
    {
        var consents = pseudonyms.Aggregate(ImmutableArray<Consent>.Empty, (all, it) => all.Stricter(it.Consents));
        if (!IsAgreed(consents))
            return
            [
                .. pseudonyms.Select(it => new CountedVisitor(
                    it with
                    {
                        Consents = it.Consents.WithRefusalsOf(consents),
                    }
                )),
            ];
        return
        [
            new CountedVisitor(
                pseudonyms.Aggregate((all, it) => all.Merge(it, rules)),
                Math.Max(1, pseudonyms.Count(it => !it.Visits.IsEmpty))
            ),
        ];
    }
}
