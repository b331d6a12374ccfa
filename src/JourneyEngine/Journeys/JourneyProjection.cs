using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>What a step of the projection found to do.</summary>
internal enum ProjectionStep
{
    /// <summary>Nothing, or another host projects, or one of a newer version does.</summary>
    Nothing,

    /// <summary>Some, and did all of it.</summary>
    All,

    /// <summary>More than one step can do.</summary>
    Behind,
}

/// <summary>
/// Folds a page of events into the journeys they touch and moves the sums behind the reports, all in the transaction
/// that moves the projection's place in the log: takes away the rows of the old journey, adds those of the new one.
/// </summary>
internal sealed class JourneyProjection(
    RulesTable rulesTable,
    Generations generations,
    EventFeed feed,
    WarmJourneys warm
)
{
    private const int PageSize = 10_000;
    private const int RefoldSize = 500;

    /// <summary>How often hosts of older versions are told that this one still projects.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ProjectedJourneyCache _known = new();
    private (long After, Task<List<StoredEvent>> Page)? _ahead;

    public async Task<ProjectionStep> Step(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (
            await ProjectionCheckpoint.Take(connection, cancellation) is not { } checkpoint
            || await generations.Claim(connection, checkpoint, cancellation) is not { } generation
        )
            return ProjectionStep.Nothing;
        var (position, epoch) = (checkpoint.Position, checkpoint.Epoch);
        var isBegun = generation.Number != checkpoint.Generation;
        var (asked, last) = (Environment.TickCount64, await LogPosition.Last(connection, cancellation));
        var holds = _known.BeginAt(position, epoch);
        if (!holds)
            warm.Clear();
        var page = await Next(database, connection, position, holds, cancellation);
        if (page.Count > 0)
        {
            await Project(connection, generation, page, cancellation);
            await ProjectionCheckpoint.Move(connection, page[^1], cancellation);
        }
        else if (checkpoint.Silent > Beat)
            await ProjectionCheckpoint.Beat(connection, cancellation);

        var refolded =
            await Refold(connection, generation, cancellation)
            || await SumAnew(
                connection,
                generation,
                isBegun ? ("", "")
                    : checkpoint.Refolding ? checkpoint.Refolded
                    : null,
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        _known.CommittedAt(page.Count > 0 ? page[^1].Position : position, refolded);
        foreach (var it in page)
        {
            if (it.Visitor is { } visitor)
                warm.Met(it.Site, visitor, it.Version);
        }

        foreach (var link in page.Where(it => it.Type == AliasTable.LinkType))
            warm.Invalidate(link.Site, FactJson.Read<IdentityLinked>(link.Data).Alias);
        if ((page.Count > 0 ? page[^1].Position : position) >= last)
            warm.MetAllAt(asked);
        return refolded || page.Count == PageSize ? ProjectionStep.Behind
            : page.Count > 0 ? ProjectionStep.All
            : ProjectionStep.Nothing;
    }

    /// <remarks>While a full page is projected, the one after it is read on another connection.</remarks>
    private async Task<List<StoredEvent>> Next(
        NpgsqlDataSource database,
        NpgsqlConnection connection,
        long position,
        bool holds,
        CancellationToken cancellation
    )
    {
        var ahead = _ahead;
        _ahead = null;
        // Also where it is of no use: the feed reads one page at a time.
        var read = ahead is null ? [] : await ahead.Value.Page;
        var page =
            holds && ahead?.After == position && read.Count > 0
                ? read
                : await feed.Next(connection, position, PageSize, cancellation);
        if (page.Count == PageSize)
            _ahead = (page[^1].Position, Ahead(database, page[^1].Position, cancellation));
        return page;
    }

    private async Task<List<StoredEvent>> Ahead(
        NpgsqlDataSource database,
        long position,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await feed.Next(connection, position, PageSize, cancellation);
    }

    private async Task Project(
        NpgsqlConnection connection,
        Generation generation,
        List<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in page.GroupBy(it => it.Site))
            rules[site.Key] = _known.Rules[site.Key] = await Rules(connection, site.Key, site, cancellation);

        var touched = page.Where(it => StreamNames.IsVisitor(it.Stream))
            .GroupBy(it => (it.Site, Visitor: it.Visitor!))
            .ToDictionary(it => it.Key, it => it.ToList());
        var rows = await _known.Read(connection, touched.Keys, cancellation);
        var outdated = rows
            .Values.Where(row => !row.IsOf(rules[row.Site]))
            .Select(row => (row.Site, row.Visitor, row.Version))
            .ToArray();
        var history = await Streams.Read(connection, outdated, cancellation);

        var changes = touched
            .Select(it =>
            {
                var before = rows.GetValueOrDefault(it.Key);
                var isCurrent = before?.IsOf(rules[it.Key.Site]) == true;
                var from = isCurrent ? before!.Journey! : Journey.Empty;
                var events = isCurrent ? it.Value : history[it.Key].Concat(it.Value);
                var now = from.Fold(rules[it.Key.Site], Streams.Interactions(events));
                return (
                    before,
                    now: new JourneyRow(
                        it.Key.Site,
                        it.Key.Visitor,
                        it.Value[^1].Version,
                        rules[it.Key.Site].Revision,
                        generation.Number,
                        now
                    )
                );
            })
            .ToList();
        await Write(connection, generation, changes, rules, cancellation);
        await AliasTable.Link(connection, page, cancellation);
    }

    private async Task<FoldRules> Rules(
        NpgsqlConnection connection,
        string site,
        IEnumerable<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var before = _known.Rules.GetValueOrDefault(site) ?? await rulesTable.Latest(connection, site, cancellation);
        var changing = page.Where(it => RulesTable.ChangingTypes.Contains(it.Type)).ToArray();
        if (changing.Length == 0)
            return before;
        var rules = await RulesTable.Change(connection, site, before, changing, cancellation);
        // Before the commit: whoever compares what he remembers with it reads anew, and finds whatever is committed by
        // then.
        rulesTable.Publish(site, rules);
        return rules;
    }

    /// <summary>Brings some of the journeys that are folded under older rules up to the latest ones.</summary>
    private async Task<bool> Refold(NpgsqlConnection connection, Generation generation, CancellationToken cancellation)
    {
        foreach (var (site, revision) in await RulesTable.Unsettled(connection, cancellation))
        {
            var rules = await rulesTable.At(connection, site, revision, cancellation);
            var rows = await JourneyTable.Outdated(connection, site, revision, RefoldSize, cancellation);
            await Bring(
                connection,
                generation,
                rows,
                new Dictionary<string, FoldRules> { [site] = rules },
                cancellation
            );
            if (rows.Count < RefoldSize)
                await RulesTable.Settle(connection, site, revision, cancellation);
            return true;
        }

        return false;
    }

    /// <summary>Brings some of the journeys that are not in all sums of the generation into them.</summary>
    /// <param name="last">The last journey that is; null if all are.</param>
    private async Task<bool> SumAnew(
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
        var page = await JourneyTable.After(connection, last.Value, RefoldSize, cancellation);
        var rows = page.Where(it => it.Generation != generation.Number).ToList();
        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in rows.Select(it => it.Site).Distinct())
            rules[site] = await rulesTable.Latest(connection, site, cancellation);
        await Bring(connection, generation, rows, rules, cancellation);
        if (!await GenerationTable.IsCurrent(connection, generation.Number, cancellation))
            return true;
        if (page.Count < RefoldSize)
            await GenerationTable.Finish(connection, cancellation);
        else
            await ProjectionCheckpoint.Refolded(connection, page[^1].Site, page[^1].Visitor, cancellation);
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
        await Write(connection, generation, changes, rules, cancellation);
    }

    private async Task Write(
        NpgsqlConnection connection,
        Generation generation,
        List<(JourneyRow? Before, JourneyRow Now)> changes,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var folded = new Dictionary<(string, int), FoldRules>();
        foreach (
            var (site, revision) in changes
                .Where(it => it.Before is not null)
                .Select(it => (it.Before!.Site, it.Before.Revision))
                .Distinct()
        )
            folded[(site, revision)] = await rulesTable.At(connection, site, revision, cancellation);

        // What was stored and cannot be read any more cannot be taken back: all is summed anew.
        if (
            changes.Any(it => it.Before is { Journey: null } before && generation.SummedIn(before.Generation).Count > 0)
        )
            await Generations.GiveUp(connection, generation, [.. generation.Stored.Measures.Values], cancellation);

        // The sums are worked out while the database takes in the journeys.
        var writing = JourneyTable.Write(connection, [.. changes.Select(change => change.Now)], cancellation);
        var moves = changes
            .GroupBy(change => change.Now.Site)
            .SelectMany(site => Moves(generation, site, folded, rules[site.Key]))
            .ToList();
        await writing;
        _known.Written(changes.Select(change => change.Now));
        await SumTable.Add(connection, generation, moves, cancellation);
    }

    /// <remarks>A journey is taken out of no sum that it was not put into: by another version's measures it may be in
    /// others.</remarks>
    private static IEnumerable<SumMove> Moves(
        Generation generation,
        IGrouping<string, (JourneyRow? Before, JourneyRow Now)> site,
        Dictionary<(string, int), FoldRules> folded,
        FoldRules rules
    )
    {
        var sums = new Dictionary<SumKey, long>();
        foreach (var (before, now) in site)
        {
            var was = before?.Journey is { } journey
                ? MeasureSums.Of(generation.SummedIn(before.Generation), journey, folded[(site.Key, before.Revision)])
                : [];
            MeasureSums.Move(sums, was, MeasureSums.Of(generation.Measures, now.Journey!, rules));
        }

        return sums.Select(sum => new SumMove(site.Key, sum.Key, sum.Value));
    }
}
