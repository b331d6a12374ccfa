using System.Collections.Immutable;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>A visitor's relationship with a site: a pure function of the set of the visitor's interactions.</summary>
/// <remarks>
/// The visits are disjoint intervals, ascending, more than the gap apart. An interaction joins every visit within the
/// gap of it; the result is the set of connected runs, so neither order nor batching matters.
/// </remarks>
public sealed record Journey(
    ImmutableArray<Visit> Visits,
    ImmutableArray<Consent> Consents,
    ImmutableArray<Offer> Offers,
    Origin? Origin
)
{
    public static Journey Empty { get; } = new([], [], [], null);

    /// <summary>Whether it is part of any report: there was a visit, and the visitor has not refused to be
    /// counted.</summary>
    public bool Counts => !Visits.IsEmpty && Consents.Of(Purpose.Measure) != false;

    public int ReturnVisits => Math.Max(0, Visits.Length - 1);

    public Journey Fold(FoldRules rules, IEnumerable<Interaction> interactions)
    {
        var visits = Visits.ToBuilder();
        var (consents, offers, origin) = (Consents, Offers, Origin);
        foreach (var interaction in interactions)
        {
            if (interaction.Choices is { } choices)
                consents = consents.With(choices, interaction.At, interaction.ChoiceSource);
            if (interaction.Offer is { } offer)
                offers = offers.With(offer);
            if (!interaction.IsPartOfVisit)
                continue;
            if (visits.Count == 0 || interaction.At <= visits[0].Start)
                origin = Origin.First(
                    visits.Count > 0 && interaction.At == visits[0].Start ? origin : null,
                    Origin.Of(interaction)
                );
            Place(visits, new Visit(interaction.At, interaction.At, 1, rules.HitsOf(interaction)), rules);
        }

        return new Journey(visits.DrainToImmutable(), consents, offers, origin);
    }

    /// <summary>The journey of one who is two visitors: what folding the facts of both together gives, and of their
    /// choices the stricter ones.</summary>
    /// <remarks>A commutative monoid with <see cref="Empty"/>: whoever is many is merged in any order.</remarks>
    /// <param name="rules">Those that both are folded under.</param>
    public Journey Merge(Journey other, FoldRules rules)
    {
        var (many, few) = Visits.Length >= other.Visits.Length ? (this, other) : (other, this);
        var visits = many.Visits.ToBuilder();
        foreach (var visit in few.Visits)
            Place(visits, visit, rules);
        return new Journey(
            visits.DrainToImmutable(),
            Consents.Stricter(other.Consents),
            other.Offers.Aggregate(Offers, static (offers, it) => offers.With(it)),
            First(other)
        );
    }

    /// <summary>Number of the visit that holds a time, counted from 1.</summary>
    public int VisitAt(long time) => FirstEndingAtOrAfter(Visits, time) + 1;

    private Origin? First(Journey other) =>
        Visits.IsEmpty || other.Visits.IsEmpty ? Origin ?? other.Origin
        : Visits[0].Start == other.Visits[0].Start ? Origin.First(Origin, other.Origin!)
        : Visits[0].Start < other.Visits[0].Start ? Origin
        : other.Origin;

    private static void Place(ImmutableArray<Visit>.Builder visits, Visit visit, FoldRules rules)
    {
        var first = FirstEndingAtOrAfter(visits, visit.Start - rules.Gap);
        var after = first;
        while (after < visits.Count && visits[after].Start - rules.Gap <= visit.End)
            visit = Visit.Join(visit, visits[after++], rules);
        if (after == first)
        {
            visits.Insert(first, visit);
            return;
        }

        visits[first] = visit;
        if (after - first > 1)
            visits.RemoveRange(first + 1, after - first - 1);
    }

    private static int FirstEndingAtOrAfter(IReadOnlyList<Visit> visits, long time)
    {
        int low = 0,
            high = visits.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (visits[middle].End >= time)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
