using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>A run of visits that led to a conversion, or to none.</summary>
/// <param name="Visits">How many visits it has, the converting one included; from 1.</param>
public readonly record struct Attempt(int Visits, bool Converted);

/// <summary>A visitor's attempts: the first begins with the first visit, each other with the visit after a conversion or after a lapse.</summary>
/// <remarks>What is evidence of a stage is looked for anew in each attempt. One that has neither converted nor lapsed so far is as long as it is known.</remarks>
public static class Attempts
{
    /// <summary>A pause that ends an attempt, as it makes a visitor dormant.</summary>
    public const int LapseDays = 30;

    private const long Lapse = LapseDays * 86_400_000L;

    public static IEnumerable<Attempt> Of(Journey journey, FoldRules rules, FunnelDefined funnel)
    {
        var (visits, first) = (journey.Visits, 0);
        while (first < visits.Length)
        {
            var end = first + 1;
            while (end < visits.Length && visits[end].Start - visits[end - 1].End <= Lapse)
                end++;
            var converted = Standing.Of(journey with { Visits = visits[first..end] }, rules, funnel).Conversion?.Visit;
            yield return new Attempt(converted ?? (end - first), converted is not null);
            first = converted is { } visit ? first + visit : end;
        }
    }
}
