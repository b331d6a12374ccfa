using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Hosts;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>A site's history under a funnel as it is and under another definition of it. Changes nothing.</summary>
public sealed class WhatIf(NpgsqlDataSource database, RulesTable rulesTable, FunnelMeasures measures)
{
    private const string Definition =
        "Every visitor's stream is folded anew under both definitions, as the live reports are. Each visitor is "
        + "counted once, at the furthest stage. At risk at visit k: visitors who "
        + "reached visit k and did not convert in an earlier one; the rate is of those, with the 95 % Wilson interval.";

    /// <param name="Live">Under the funnel as it is; absent where there is none of this name.</param>
    /// <param name="Candidate">Under the other definition.</param>
    public sealed record Outcome(
        string Unit,
        string Definition,
        AsOf AsOf,
        FunnelFigures? Live,
        FunnelFigures Candidate
    );

    public async Task<Outcome> Run(
        string site,
        FunnelDefined candidate,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.BeginSnapshot(cancellation);
        var latest = await rulesTable.Latest(connection, site, cancellation);
        var live = latest.Find(candidate.Name);
        // Both are folded at once, so they need names that differ.
        var other = candidate with
        {
            Name = candidate.Name + " (candidate)",
        };
        var rules = new FoldRules(
            latest.Revision,
            latest.GapMinutes,
            live is null ? [other] : [live, other],
            recognise: latest.Recognise,
            calendar: latest.Calendar
        );
        var sums = new Dictionary<string, Dictionary<(Measure, Cell), long>>
        {
            [candidate.Name] = [],
            [other.Name] = [],
        };
        await foreach (var folded in SiteJourneys.Read(connection, site, rules, null, progress, cancellation))
        {
            foreach (var row in MeasureSums.Of(measures.All, folded.Counted, rules))
            {
                if (sums.TryGetValue(row.Funnel, out var ofFunnel))
                    ofFunnel[(row.Measure, row.Cell)] = ofFunnel.GetValueOrDefault((row.Measure, row.Cell)) + 1;
            }
        }

        return new Outcome(
            "visitors",
            Definition,
            await AsOf(connection, latest.Calendar, cancellation),
            live is null ? null : FunnelFigures.Of(live, live.Name, measures, sums[live.Name]),
            FunnelFigures.Of(other, candidate.Name, measures, sums[other.Name])
        );
    }

    private static async Task<AsOf> AsOf(
        NpgsqlConnection connection,
        SiteCalendar calendar,
        CancellationToken cancellation
    )
    {
        var (position, storedAt) = await LogPosition.Newest(connection, cancellation) ?? (0, DateTimeOffset.UnixEpoch);
        return Journeys.AsOf.Of(position, storedAt, complete: true, calendar);
    }
}
