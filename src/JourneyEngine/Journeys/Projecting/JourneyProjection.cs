using JourneyEngine.Contracts;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>
/// Folds a page of events into the journeys they touch and moves the sums behind the reports, all in the transaction
/// that moves the projection's place in the log: takes away the rows of the old journey, adds those of the new one.
/// </summary>
internal sealed class JourneyProjection
{
    /// <summary>How often hosts of older versions are told that this one still projects.</summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    private readonly ProjectedJourneyCache _known = new();
    private readonly Generations _generations;
    private readonly WarmJourneys _warm;
    private readonly ProjectedPages _pages;
    private readonly FoldPage _fold;
    private readonly RefoldJourneys _refold;

    public JourneyProjection(RulesTable rulesTable, Generations generations, EventFeed feed, WarmJourneys warm)
    {
        (_generations, _warm) = (generations, warm);
        _pages = new ProjectedPages(feed);
        var write = new WriteJourneys(rulesTable, _known);
        _fold = new FoldPage(rulesTable, _known, write);
        _refold = new RefoldJourneys(rulesTable, write);
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
            _warm.InvalidateAll();
        var page = await _pages.Next(database, connection, position, holds, cancellation);
        if (page.Count > 0)
        {
            using var span = Engine.TraceSource.StartActivity("project");
            span?.SetTag("journey.facts", page.Count);
            await _fold.Run(connection, generation, page, cancellation);
            await Checkpoint.Move(connection, page[^1], cancellation);
        }
        else if (checkpoint.Silent > HeartbeatInterval)
            await Checkpoint.RecordHeartbeat(connection, cancellation);

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
                _warm.ProjectedTo(it.Site, visitor, it.Version);
        }

        foreach (var link in page.Where(it => it.Type == LinkFacts.Type))
            _warm.Follow(link.Site, FactJson.Read<IdentityLinked>(link.Data));
        if ((page.Count > 0 ? page[^1].Position : position) >= last)
            _warm.ProjectedAllAt(asked);
        return refolded || page.Count == ProjectedPages.Size ? ProjectionStep.Behind
            : page.Count > 0 ? ProjectionStep.All
            : ProjectionStep.Nothing;
    }
}
