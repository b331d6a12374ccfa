using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Brings journeys that are stored to what is in force now, some at a time: to the latest rules of their
/// sites, and into the sums of the latest measures.</summary>
internal sealed class RefoldJourneys(RulesTable rulesTable, WriteJourneys write)
{
    private const int Size = 500;

    /// <summary>Brings some of the journeys that are folded under older rules up to the latest ones.</summary>
    public async Task<bool> UnderNewRules(
        NpgsqlConnection connection,
        Generation generation,
        CancellationToken cancellation
    )
    {
        foreach (var (site, revision) in await RulesRevisions.Unsettled(connection, cancellation))
        {
            var rules = await rulesTable.At(connection, site, revision, cancellation);
            var rows = await JourneyTable.Outdated(connection, site, revision, Size, cancellation);
            await Bring(
                connection,
                generation,
                rows,
                new Dictionary<string, FoldRules> { [site] = rules },
                cancellation
            );
            if (rows.Count < Size)
                await RulesRevisions.Settle(connection, site, revision, cancellation);
            return true;
        }

        return false;
    }

    /// <summary>Brings some of the journeys that are not in all sums of the generation into them.</summary>
    /// <param name="last">The last journey that is; null if all are.</param>
    public async Task<bool> IntoNewSums(
        NpgsqlConnection connection,
        Generation generation,
        (string Site, string Visitor)? last,
        CancellationToken cancellation
    )
    {
        if (last is null)
            return false;
        if (!await GenerationTable.IsCurrent(connection, generation.Number, cancellation))
            return true;
        var page = await JourneyTable.After(connection, last.Value, Size, cancellation);
        var rows = page.Where(it => it.Generation != generation.Number).ToList();
        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in rows.Select(it => it.Site).Distinct())
            rules[site] = await rulesTable.Latest(connection, site, cancellation);
        await Bring(connection, generation, rows, rules, cancellation);
        if (!await GenerationTable.IsCurrent(connection, generation.Number, cancellation))
            return true;
        if (page.Count < Size)
            await GenerationTable.Finish(connection, cancellation);
        else
            await Checkpoint.MarkRefolded(connection, page[^1].Site, page[^1].Visitor, cancellation);
        return true;
    }

    /// <summary>Brings journeys to the latest rules of their sites and into the sums of the generation; folds anew only
    /// those that need it.</summary>
    private async Task Bring(
        NpgsqlConnection connection,
        Generation generation,
        List<JourneyRow> rows,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var outdated = rows.Where(it => !it.IsOf(rules[it.Site]))
            .Select(it => (it.Site, it.Visitor, it.Version))
            .ToArray();
        var history = await Streams.Read(connection, outdated, cancellation);
        var changes = rows.Select(row =>
                (
                    (JourneyRow?)row,
                    row with
                    {
                        Revision = rules[row.Site].Revision,
                        Generation = generation.Number,
                        Journey = row.IsOf(rules[row.Site])
                            ? row.Journey
                            : Journey.Empty.Fold(
                                rules[row.Site],
                                Streams.Interactions(history[(row.Site, row.Visitor)])
                            ),
                    }
                )
            )
            .ToList();
        await write.Run(connection, generation, changes, rules, cancellation);
    }
}
