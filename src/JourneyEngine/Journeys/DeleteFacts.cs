using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Takes some facts out of a visitor's stream for good, and everything that was made of them, in one
/// transaction.</summary>
/// <remarks>
/// An empty fact stays in the place of each, so that versions have no gap and a retry of the message is a duplicate;
/// what was at the stream's beginning and is only there because its time was up goes altogether.
/// </remarks>
public sealed class DeleteFacts(
    NpgsqlDataSource database,
    RulesTable rulesTable,
    IReadOnlyList<Measure> measures,
    WarmJourneys warm
)
{
    private static readonly string Forgotten = StoredFacts.NameOf(typeof(FactForgotten));

    private readonly RefoldAfterDeletion _journeys = new(rulesTable, new Generations(measures));

    /// <param name="choose">Which of the visitor's facts go; asked while nobody can append to the stream.</param>
    /// <returns>How many facts went.</returns>
    public async Task<int> Run(
        string site,
        string visitor,
        string why,
        Func<CurrentJourney, IReadOnlyList<StoredEvent>, IEnumerable<StoredEvent>> choose,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (why == DeletionReasons.Retention)
            await AwaitRebuild(connection, cancellation);
        await InterruptProjection.Run(connection, cancellation);
        var stream = new RewriteStream(connection, site, visitor);
        await stream.Lock(cancellation);
        var events = await Streams.Read(connection, site, visitor, 0, cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var journey = Journey.Empty.Fold(rules, Streams.Interactions(events));
        var gone = choose(new CurrentJourney(journey, rules, events.Count), events)
            .Where(it => it.Type != Forgotten)
            .Select(it => it.Position)
            .ToArray();
        if (gone.Length == 0)
            return 0;
        var linked = events
            .Where(it => it.Type == LinkFacts.Type)
            .Select(it => FactJson.Read<IdentityLinked>(it.Data).Alias)
            .ToArray();
        await stream.Overwrite(gone, new FactForgotten(why), cancellation);
        await stream.DropExpired(cancellation);
        await Refold(connection, site, visitor, linked, cancellation);
        await transaction.CommitAsync(cancellation);
        warm.Invalidate(site, visitor, linked);
        return gone.Length;
    }

    /// <summary>Folds the journey anew up to where it was folded before, and moves the sums behind the reports; where
    /// nothing is left, there is no visitor.</summary>
    private async Task Refold(
        NpgsqlConnection connection,
        string site,
        string visitor,
        string[] linked,
        CancellationToken cancellation
    )
    {
        var isEmpty = (await Streams.Read(connection, site, visitor, 0, cancellation)).Count == 0;
        await _journeys.Run(
            connection,
            site,
            visitor,
            linked,
            async row => isEmpty ? null : await _journeys.Folded(connection, row, cancellation),
            cancellation
        );
        if (isEmpty)
            await new RewriteStream(connection, site, visitor).DeleteStream(cancellation);
    }

    /// <remarks>What goes because its time was up may leave nothing in its place by which a rebuild would know that it
    /// read something of it before. Nobody waits for that; for everything else somebody does.</remarks>
    private static async Task AwaitRebuild(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select pg_advisory_xact_lock_shared({AdvisoryLocks.Rebuild})",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
