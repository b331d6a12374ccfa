using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>What a step of the projection found to do.</summary>
internal enum Projected
{
    /// <summary>Nothing, or another host projects.</summary>
    Nothing,

    /// <summary>Some, and did all of it.</summary>
    All,

    /// <summary>More than one step can do.</summary>
    Behind,
}

/// <summary>
/// Folds a page of events into the journeys they touch and moves the sums behind the reports, all in the transaction that moves the
/// projection's place in the log: takes away what the old journey contributed, adds what the new one does.
/// </summary>
internal sealed class JourneyProjection(RulesTable rulesTable, IReadOnlyList<Contribute> contributions, EventFeed feed, WarmJourneys warm)
{
    private const int PageSize = 10_000;
    private const int RefoldSize = 500;

    private readonly LastProjected _known = new();
    private (long After, Task<List<StoredEvent>> Page)? _ahead;

    public async Task<Projected> Step(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Progress.Take(connection, cancellation) is not var (position, epoch))
            return Projected.Nothing;
        var (asked, last) = (Environment.TickCount64, await LogPosition.Last(connection, cancellation));
        var holds = _known.BeginAt(position, epoch);
        if (!holds)
            warm.Clear();
        var page = await Next(database, connection, position, holds, cancellation);
        if (page.Count > 0)
        {
            await Project(connection, page, cancellation);
            await Progress.Move(connection, page[^1], cancellation);
        }

        var refolded = await Refold(connection, cancellation);
        await transaction.CommitAsync(cancellation);
        _known.CommittedAt(page.Count > 0 ? page[^1].Position : position, refolded);
        foreach (var it in page)
        {
            if (it.Visitor is { } visitor)
                warm.Met(it.Site, visitor, it.Version);
        }

        foreach (var link in page.Where(it => it.Type == AliasTable.LinkType))
            warm.Forget(link.Site, FactJson.Read<IdentityLinked>(link.Data).Alias);
        if ((page.Count > 0 ? page[^1].Position : position) >= last)
            warm.MetAllAt(asked);
        return refolded || page.Count == PageSize ? Projected.Behind : page.Count > 0 ? Projected.All : Projected.Nothing;
    }

    /// <remarks>While a full page is projected, the one after it is read on another connection.</remarks>
    private async Task<List<StoredEvent>> Next(NpgsqlDataSource database, NpgsqlConnection connection, long position, bool holds, CancellationToken cancellation)
    {
        var ahead = _ahead;
        _ahead = null;
        // Also where it is of no use: the feed reads one page at a time.
        var read = ahead is null ? [] : await ahead.Value.Page;
        var page = holds && ahead?.After == position && read.Count > 0 ? read : await feed.Next(connection, position, PageSize, cancellation);
        if (page.Count == PageSize)
            _ahead = (page[^1].Position, Ahead(database, page[^1].Position, cancellation));
        return page;
    }

    private async Task<List<StoredEvent>> Ahead(NpgsqlDataSource database, long position, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await feed.Next(connection, position, PageSize, cancellation);
    }

    private async Task Project(NpgsqlConnection connection, List<StoredEvent> page, CancellationToken cancellation)
    {
        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in page.GroupBy(it => it.Site))
            rules[site.Key] = _known.Rules[site.Key] = await Rules(connection, site.Key, site, cancellation);

        var touched = page
            .Where(it => StreamNames.IsVisitor(it.Stream))
            .GroupBy(it => (it.Site, Visitor: it.Visitor!))
            .ToDictionary(it => it.Key, it => it.ToList());
        var rows = await _known.Read(connection, touched.Keys, cancellation);
        var outdated = rows.Values.Where(row => row.Revision != rules[row.Site].Revision)
            .Select(row => (row.Site, row.Visitor, row.Version)).ToArray();
        var history = await Streams.Read(connection, outdated, cancellation);

        var changes = touched.Select(it =>
        {
            var before = rows.GetValueOrDefault(it.Key);
            var isCurrent = before is not null && before.Revision == rules[it.Key.Site].Revision;
            var from = isCurrent ? before!.Journey : Journey.Empty;
            var events = isCurrent ? it.Value : history[it.Key].Concat(it.Value);
            var now = from.Fold(rules[it.Key.Site], Streams.Interactions(events));
            return (before, now: new JourneyRow(it.Key.Site, it.Key.Visitor, it.Value[^1].Version, rules[it.Key.Site].Revision, now));
        }).ToList();
        await Write(connection, changes, rules, cancellation);
        await AliasTable.Link(connection, page, cancellation);
    }

    private async Task<FoldRules> Rules(NpgsqlConnection connection, string site, IEnumerable<StoredEvent> page, CancellationToken cancellation)
    {
        var before = _known.Rules.GetValueOrDefault(site) ?? await rulesTable.Latest(connection, site, cancellation);
        var changing = page.Where(it => RulesTable.ChangingTypes.Contains(it.Type)).ToArray();
        if (changing.Length == 0)
            return before;
        var rules = await RulesTable.Change(connection, site, before, changing, cancellation);
        // Before the commit: whoever compares what he remembers with it reads anew, and finds whatever is committed by then.
        rulesTable.Publish(site, rules);
        return rules;
    }

    /// <summary>Brings some of the journeys that are folded under older rules up to the latest ones.</summary>
    private async Task<bool> Refold(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (site, revision) in await RulesTable.Unsettled(connection, cancellation))
        {
            var rules = await rulesTable.At(connection, site, revision, cancellation);
            var rows = await JourneyTable.Outdated(connection, site, revision, RefoldSize, cancellation);
            var history = await Streams.Read(connection, [.. rows.Select(row => (row.Site, row.Visitor, row.Version))], cancellation);
            var changes = rows.Select(row => ((JourneyRow?)row, row with
            {
                Revision = revision,
                Journey = Journey.Empty.Fold(rules, Streams.Interactions(history[(row.Site, row.Visitor)])),
            })).ToList();
            await Write(connection, changes, new Dictionary<string, FoldRules> { [site] = rules }, cancellation);
            if (rows.Count < RefoldSize)
                await RulesTable.Settle(connection, site, revision, cancellation);
            return true;
        }

        return false;
    }

    private async Task Write(
        NpgsqlConnection connection, List<(JourneyRow? Before, JourneyRow Now)> changes, Dictionary<string, FoldRules> rules, CancellationToken cancellation)
    {
        var folded = new Dictionary<(string, int), FoldRules>();
        foreach (var (site, revision) in changes.Where(it => it.Before is not null).Select(it => (it.Before!.Site, it.Before.Revision)).Distinct())
            folded[(site, revision)] = await rulesTable.At(connection, site, revision, cancellation);

        // The sums are worked out while the database takes in the journeys.
        var writing = JourneyTable.Write(connection, [.. changes.Select(change => change.Now)], cancellation);
        var moves = changes.GroupBy(change => change.Now.Site).SelectMany(site => Moves(site, folded, rules[site.Key])).ToList();
        await writing;
        _known.Written(changes.Select(change => change.Now));
        await TallyTable.Add(connection, moves, cancellation);
    }

    private IEnumerable<(string, Tally, long)> Moves(
        IGrouping<string, (JourneyRow? Before, JourneyRow Now)> site, Dictionary<(string, int), FoldRules> folded, FoldRules rules)
    {
        var sums = new Dictionary<Tally, long>();
        foreach (var (before, now) in site)
            Tallies.Move(sums, before is null ? [] : Of(before.Journey, folded[(site.Key, before.Revision)]), Of(now.Journey, rules));
        return sums.Select(sum => (site.Key, sum.Key, sum.Value));
    }

    private IEnumerable<Tally> Of(Journey journey, FoldRules rules) =>
        journey.Counts ? contributions.SelectMany(contribute => contribute(journey, rules)) : [];
}
