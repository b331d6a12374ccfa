using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Which sums a report is made of: those of some measures, for the funnel that is asked for or for
/// none.</summary>
/// <param name="measures">Either all of funnels, or none.</param>
public sealed class SumsOf(params IReadOnlyList<Measure> measures)
{
    public IReadOnlyList<Measure> Measures => measures;

    /// <summary>Only rows whose first text dimension is this one; all if null.</summary>
    public string? Text1 { get; init; }

    /// <summary>Days on which it happened, from and before, in place of days of visitors' first interactions; null for a
    /// report about cohorts.</summary>
    public (int From, int Before)? Days { get; init; }

    /// <summary>Whether the report is about a funnel: the one asked for, or the site's only one.</summary>
    public bool AboutFunnel => measures[0].IsOfFunnel;

    /// <summary>Adds what a visitor puts into these sums.</summary>
    internal void Add(
        Dictionary<(Measure Measure, Cell Cell), long> sums,
        CountedVisitor visitor,
        FoldRules rules,
        FunnelDefined? funnel,
        (int From, int Before) days
    )
    {
        if (Days is null && MeasuredJourney.CohortDay(visitor.Journey, rules) is var day && !IsWithin(day, days))
            return;
        foreach (var row in MeasureSums.Of(measures, visitor, rules))
        {
            if (Days is { } happened && !IsWithin(row.Day, happened))
                continue;
            if (
                (row.Funnel, row.FunnelVersion) == (funnel?.Name ?? "", funnel?.Version ?? 0)
                && (Text1 is null || row.Cell.Text1 == Text1)
            )
                sums[(row.Measure, row.Cell)] = sums.GetValueOrDefault((row.Measure, row.Cell)) + 1;
        }
    }

    internal Task<Dictionary<(Measure Measure, Cell Cell), long>> Live(
        NpgsqlConnection connection,
        string site,
        FunnelDefined? funnel,
        (int From, int Before) days,
        CancellationToken cancellation
    ) =>
        SumTable.Read(
            connection,
            site,
            new SumsWanted(measures, funnel?.Name ?? "", funnel?.Version ?? 0, Days ?? days, Text1),
            cancellation
        );

    private static bool IsWithin(int day, (int From, int Before) days) => day >= days.From && day < days.Before;
}
