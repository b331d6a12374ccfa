using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
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
                relinked: [],
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
        var (rules, linked) = (new Dictionary<string, FoldRules>(), new HashSet<string>());
        foreach (var site in page.Select(it => it.Site).Distinct())
        {
            rules[site] = await rulesTable.Latest(connection, site, cancellation);
            if (await LinkFacts.Any(connection, site, cancellation))
                linked.Add(site);
        }

        // Another version may have joined nobody, or not said who is joined no more; also where a journey is in these
        // sums already.
        var relinked = page.Where(it => linked.Contains(it.Site) || it.Person is not null || it.Shared).ToList();
        await Bring(
            connection,
            generation,
            [.. page.Where(it => it.Generation != generation.Number).Union(relinked)],
            [.. relinked.Select(it => it.Key)],
            rules,
            cancellation
        );
        if (!await GenerationTable.IsCurrent(connection, generation.Number, cancellation))
            return true;
        if (page.Count < Size)
        {
            await UpdateMoves.Keep(connection, cancellation);
            await GenerationTable.Finish(connection, cancellation);
        }
        else
            await Checkpoint.MarkRefolded(connection, page[^1].Site, page[^1].Visitor, cancellation);
        return true;
    }

    private async Task Bring(
        NpgsqlConnection connection,
        Generation generation,
        List<JourneyRow> rows,
        IReadOnlyCollection<(string Site, string Visitor)> relinked,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var position = await Checkpoint.ReadPosition(connection, cancellation);
        var touched = new TouchedJourneys(connection, rulesTable, rules, position);
        await touched.Gather(rows.Select(it => it.Key), rows, relinked, cancellation);
        await write.Run(
            connection,
            generation,
            touched,
            new Dictionary<(string, string), List<StoredEvent>>(),
            rules,
            cancellation
        );
    }
}
