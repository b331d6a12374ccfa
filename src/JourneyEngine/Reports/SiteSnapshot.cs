using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log.Hosts;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>A site at one moment of the projection, or of its log: what is read of it belongs together.</summary>
internal sealed class SiteSnapshot : IAsyncDisposable
{
    public const string OfSums = "journey.sums";

    /// <summary>In the order in which a rebuild takes them.</summary>
    public const string OfJourneys = "journey.journeys, " + OfSums;

    private SiteSnapshot(NpgsqlConnection connection, string site, FoldRules rules, AsOf asOf) =>
        (Connection, Site, Rules, AsOf) = (connection, site, rules, asOf);

    public NpgsqlConnection Connection { get; }

    public string Site { get; }

    public FoldRules Rules { get; }

    public AsOf AsOf { get; }

    /// <param name="tables">What is read of what is projected: locked before the moment is fixed, so that a rebuild
    /// that exchanges them comes before it or after it. Null if only the log is.</param>
    /// <param name="measures">Whose sums are read, which say whether what is read is complete.</param>
    public static async Task<SiteSnapshot> Now(
        NpgsqlDataSource database,
        RulesTable rulesTable,
        string site,
        string? tables,
        IReadOnlyList<Measure> measures,
        CancellationToken cancellation
    )
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginSnapshot(cancellation);
            if (tables is not null)
            {
                await using var hold = new NpgsqlCommand($"lock table {tables} in access share mode", connection);
                await hold.ExecuteNonQueryAsync(cancellation);
            }

            var asOf = await ProjectionCheckpoint.Read(connection, site, measures, cancellation);
            return new SiteSnapshot(connection, site, await rulesTable.Latest(connection, site, cancellation), asOf);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is said of a moment of the past.</summary>
    public AsOf At(DateTimeOffset past) => AsOf.Of(AsOf.Position, past, complete: true, Rules.Calendar);

    /// <summary>Every visitor who counts, as projected under the site's latest rules; by the person's id, or the
    /// pseudonym.</summary>
    public IAsyncEnumerable<(string Id, CountedVisitor Visitor)> Visitors(CancellationToken cancellation) =>
        ProjectedVisitors.Read(Connection, Site, Rules, cancellation);

    /// <summary>Time travel: every visitor who counts, folded anew from what had occurred up to a moment. Takes as long
    /// as the site's log is; what was erased since is not there.</summary>
    public IAsyncEnumerable<(string Id, CountedVisitor Visitor)> VisitorsAt(
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        FoldedVisitor
            .All(Connection, Site, Rules, long.MaxValue, at.ToUnixTimeMilliseconds(), _ => { }, cancellation)
            .Select(it => (it.Id, it.Counted));

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
