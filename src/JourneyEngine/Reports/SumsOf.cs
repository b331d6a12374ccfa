using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Which sums a report is made of: those of some names, or all whose names begin in one way; for the funnel that is asked for, or for none.</summary>
public sealed record SumsOf
{
    private readonly string[] _names = [];
    private readonly string? _prefix;

    private SumsOf(bool aboutFunnel, string[] names, string? prefix) => (AboutFunnel, _names, _prefix) = (aboutFunnel, names, prefix);

    /// <summary>Whether the report is about a funnel: the one asked for, or the site's only one.</summary>
    public bool AboutFunnel { get; }

    public static SumsOf Funnel(params string[] names) => new(true, names, null);

    public static SumsOf Site(params string[] names) => new(false, names, null);

    public static SumsOf FunnelBeginning(string prefix) => new(true, [], prefix);

    public static SumsOf SiteBeginning(string prefix) => new(false, [], prefix);

    /// <summary>Adds what a journey puts into these sums.</summary>
    internal void Add(
        Dictionary<(string Name, int Key), long> sums, Journey journey, FoldRules rules, IReadOnlyList<Contribute> contributions, FunnelDefined? funnel, (int From, int Before) days)
    {
        if (Tallies.CohortDay(journey) is var day && (day < days.From || day >= days.Before))
            return;
        foreach (var contribute in contributions)
        {
            foreach (var tally in contribute(journey, rules))
            {
                if (Holds(tally, funnel))
                    sums[(tally.Name, tally.Key)] = sums.GetValueOrDefault((tally.Name, tally.Key)) + 1;
            }
        }
    }

    private bool Holds(Tally tally, FunnelDefined? funnel) =>
        tally.Funnel == (funnel?.Name ?? "") && tally.FunnelVersion == (funnel?.Version ?? 0)
        && (_prefix is null ? _names.Contains(tally.Name) : tally.Name.StartsWith(_prefix, StringComparison.Ordinal));

    internal Task<Dictionary<(string Name, int Key), long>> Live(
        NpgsqlConnection connection, string site, FunnelDefined? funnel, (int From, int Before) days, CancellationToken cancellation) => _prefix is { } prefix
        ? TallyTable.Sum(connection, site, prefix, funnel?.Name ?? "", funnel?.Version ?? 0, days, cancellation)
        : TallyTable.Sum(connection, site, _names, funnel?.Name ?? "", funnel?.Version ?? 0, days, cancellation);
}
