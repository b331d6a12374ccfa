using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Reports;
using Npgsql;

namespace JourneyEngine.Funnels;

/// <summary>
/// Walks every visitor of a site through a funnel. Order and windows are asked of the interactions themselves, so the
/// first answer takes as long as the site's log is. An answer is kept for a minute;
/// after that only those are walked again of whom something came: their walks of before are taken out, and those of now
/// put in.
/// </summary>
public sealed class WalkFunnels(NpgsqlDataSource database, RulesTable rulesTable, TimeProvider clock)
{
    public const int MostGroups = 200;
    private const int Kept = 200;

    /// <summary>With more events than these since the last answer, all of the log is as quick.</summary>
    private const int MostFollowed = 100_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentLru<(string Site, int Revision, StepsAsked Asked), CachedWalks> _recent = new(Kept);

    /// <param name="At">When it was found.</param>
    /// <param name="Epoch">How often facts had been taken away until then.</param>
    private sealed record CachedWalks(DateTimeOffset At, long Epoch, AsOf AsOf, WalkedGroups Found);

    /// <param name="wait">Whether everything acknowledged before must be in it.</param>
    internal async Task<(FunnelDefined Funnel, AsOf AsOf, WalkedGroups Found)> Run(
        string site,
        StepsAsked asked,
        bool wait,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var awaited = wait ? await AwaitProjection.Run(database, site, settled: true, cancellation) : 0;
            await using var moment = await SiteSnapshot.Now(database, rulesTable, site, tables: null, [], cancellation);
            // A rebuild may have put the projection back in between.
            if (moment.AsOf.Position < awaited)
                continue;
            var funnel = ChosenFunnel.Of(moment.Rules, asked.Funnel);
            var (key, epoch) = (
                (site, moment.Rules.Revision, asked),
                await ProjectionCheckpoint.Epoch(moment.Connection, cancellation)
            );
            var before =
                _recent.TryGet(key, out var recent)
                && recent.Epoch == epoch
                && recent.AsOf.Position <= moment.AsOf.Position
                    ? recent
                    : null;
            if (!wait && before is not null && clock.GetUtcNow() - before.At < Fresh)
                return (funnel, before.AsOf, before.Found);
            var question = new FunnelQuestion(
                funnel,
                asked.Order,
                asked.WithinMilliseconds,
                asked.WithinVisits,
                asked.Without
            );
            var found =
                before is not null && moment.AsOf.Position - before.AsOf.Position <= MostFollowed
                    ? await ScanWalks.Follow(
                        moment,
                        (before.Found, before.AsOf.Position),
                        question,
                        asked,
                        cancellation
                    )
                    : await ScanWalks.Walk(moment, question, asked, cancellation);
            var answer = new CachedWalks(
                clock.GetUtcNow(),
                epoch,
                asked.At is { } at ? moment.At(at) : moment.AsOf with { Complete = true },
                found
            );
            _recent.AddOrUpdate(key, answer);
            return (funnel, answer.AsOf, found);
        }
    }
}
