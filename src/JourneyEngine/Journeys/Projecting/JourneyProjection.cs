using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>
/// Folds a page of events into the journeys they touch and moves the sums behind the reports, all in the transaction
/// that moves the projection's place in the log: takes away the rows of the old journey, adds those of the new one.
/// </summary>
internal sealed class JourneyProjection
{
    /// <summary>How often hosts of older versions are told that this one still projects.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ProjectedJourneyCache _known = new();
    private readonly RulesTable _rulesTable;
    private readonly Generations _generations;
    private readonly WarmJourneys _warm;
    private readonly ProjectedPages _pages;
    private readonly WriteJourneys _write;
    private readonly RefoldJourneys _refold;

    public JourneyProjection(RulesTable rulesTable, Generations generations, EventFeed feed, WarmJourneys warm)
    {
        (_rulesTable, _generations, _warm) = (rulesTable, generations, warm);
        _pages = new ProjectedPages(feed);
        _write = new WriteJourneys(rulesTable, _known);
        _refold = new RefoldJourneys(rulesTable, _write);
    }

    public async Task<ProjectionStep> Step(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (
            await Checkpoint.Take(connection, cancellation) is not { } checkpoint
            || await _generations.Claim(connection, checkpoint, cancellation) is not { } generation
        )
            return ProjectionStep.Nothing;
        var (position, epoch) = (checkpoint.Position, checkpoint.Epoch);
        var isBegun = generation.Number != checkpoint.Generation;
        var (asked, last) = (Environment.TickCount64, await LogPosition.Last(connection, cancellation));
        var holds = _known.BeginAt(position, epoch);
        if (!holds)
            _warm.Clear();
        var page = await _pages.Next(database, connection, position, holds, cancellation);
        if (page.Count > 0)
        {
            await Project(connection, generation, page, cancellation);
            await Checkpoint.Move(connection, page[^1], cancellation);
        }
        else if (checkpoint.Silent > Beat)
            await Checkpoint.Beat(connection, cancellation);

        var refolded =
            await _refold.UnderNewRules(connection, generation, cancellation)
            || await _refold.IntoNewSums(
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
                _warm.Met(it.Site, visitor, it.Version);
        }

        foreach (var link in page.Where(it => it.Type == AliasTable.LinkType))
            _warm.Invalidate(link.Site, FactJson.Read<IdentityLinked>(link.Data).Alias);
        if ((page.Count > 0 ? page[^1].Position : position) >= last)
            _warm.MetAllAt(asked);
        return refolded || page.Count == ProjectedPages.Size ? ProjectionStep.Behind
            : page.Count > 0 ? ProjectionStep.All
            : ProjectionStep.Nothing;
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
        await _write.Run(connection, generation, changes, rules, cancellation);
        await AliasTable.Link(connection, page, cancellation);
    }

    private async Task<FoldRules> Rules(
        NpgsqlConnection connection,
        string site,
        IEnumerable<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var before = _known.Rules.GetValueOrDefault(site) ?? await _rulesTable.Latest(connection, site, cancellation);
        var changing = page.Where(it => RulesTable.ChangingTypes.Contains(it.Type)).ToArray();
        if (changing.Length == 0)
            return before;
        var rules = await RulesTable.Change(connection, site, before, changing, cancellation);
        // Before the commit: whoever compares what he remembers with it reads anew, and finds whatever is committed by
        // then.
        _rulesTable.Publish(site, rules);
        return rules;
    }
}
