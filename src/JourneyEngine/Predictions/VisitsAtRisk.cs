using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Reports;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>How many visits at risk there were of each kind, and how many of them converted.</summary>
/// <param name="Known">Over when the model may know nothing more.</param>
/// <param name="Before">Over when the part began that models are judged by.</param>
/// <param name="Later">In that part.</param>
internal sealed record VisitsAtRisk(
    FunnelDefined Funnel,
    Dictionary<HazardCell, Trials> Known,
    Dictionary<HazardCell, Trials> Before,
    Dictionary<HazardCell, Trials> Later
)
{
    /// <summary>Reads them from the journeys in one pass; memory grows with the kinds, not with visitors.</summary>
    /// <exception cref="UnacceptableException">There is no such funnel, or more than one to choose from.</exception>
    /// <exception cref="TimeoutException">A funnel was changed meanwhile.</exception>
    public static async Task<VisitsAtRisk> Read(
        NpgsqlDataSource database,
        RulesTable rulesTable,
        string site,
        string? funnel,
        TrainingWindow window,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.BeginSnapshot(cancellation);
        if (!(await ProjectionCheckpoint.Read(connection, site, cancellation)).Complete)
            throw new TimeoutException("Journeys are being folded anew under a changed funnel; try again.");
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var found = new VisitsAtRisk(ChosenFunnel.Of(rules, funnel), [], [], []);
        var (known, from, until) = (
            Milliseconds(window.Until),
            Milliseconds(window.Judged.From),
            Milliseconds(window.Judged.Until)
        );
        await foreach (var (_, visitor) in ProjectedVisitors.Read(connection, site, rules, cancellation))
        {
            Add(found.Known, Hazards.Of(visitor.Journey, rules, found.Funnel, long.MinValue, known));
            Add(found.Before, Hazards.Of(visitor.Journey, rules, found.Funnel, long.MinValue, from));
            Add(found.Later, Hazards.Of(visitor.Journey, rules, found.Funnel, from, until));
        }

        return found;
    }

    private static void Add(
        Dictionary<HazardCell, Trials> counts,
        IEnumerable<(HazardCell Cell, bool Converted)> visits
    )
    {
        foreach (var (cell, converted) in visits)
            counts[cell] = counts.GetValueOrDefault(cell) + new Trials(1, converted ? 1 : 0);
    }

    private static long Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();
}
