using JourneyEngine.Decisions;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>A visitor's journey with everything that is acknowledged.</summary>
/// <param name="Version">Version of the visitor's stream up to which it is folded; 0 for a visitor never seen.</param>
public sealed record CurrentJourney(Journey Journey, FoldRules Rules, long Version);

/// <summary>Reads a journey as projected and folds the visitor's newer events on top, so that what was acknowledged counts at once.</summary>
public sealed class JourneyReader(NpgsqlDataSource database, RulesTable rulesTable)
{
    public async Task<CurrentJourney> Read(string site, string visitor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var row = (await JourneyTable.Read(connection, [(site, visitor)], cancellation)).Values.SingleOrDefault();
        if (row is null || row.Revision != rules.Revision)
            row = new JourneyRow(site, visitor, 0, rules.Revision, Journey.Empty);
        var newer = await Streams.Read(connection, site, visitor, row.Version, cancellation);
        return new CurrentJourney(
            row.Journey.Fold(rules, Streams.Interactions(newer)), rules, newer.Count == 0 ? row.Version : newer[^1].Version);
    }

    /// <summary>Time travel: the journey of what had occurred up to a moment.</summary>
    public async Task<CurrentJourney> ReadAt(string site, string visitor, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var events = await Streams.Read(connection, site, visitor, 0, cancellation);
        var occurred = Streams.Interactions(events).Where(it => it.At <= at.ToUnixTimeMilliseconds());
        return new CurrentJourney(Journey.Empty.Fold(rules, occurred), rules, events.Count == 0 ? 0 : events[^1].Version);
    }
}
