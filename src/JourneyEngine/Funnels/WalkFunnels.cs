using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
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
    private const int Together = 1_000;

    /// <summary>With more events than these since the last answer, all of the log is as quick.</summary>
    private const int MostFollowed = 100_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentLru<(string Site, int Revision, Asked Asked), Answer> _recent = new(Kept);

    internal sealed record Asked(
        string? Funnel,
        StepOrder Order,
        long? WithinMilliseconds,
        int? WithinVisits,
        Evidence? Without,
        string By,
        (int From, int Before) Days,
        DateTimeOffset? At
    )
    {
        // Of the evidence, its content is meant.
        public bool Equals(Asked? other) => other is not null && Key == other.Key;

        public override int GetHashCode() => Key.GetHashCode();

        private (string?, StepOrder, long?, int?, (string?, string?)?, string, (int, int), DateTimeOffset?) Key =>
            (
                Funnel,
                Order,
                WithinMilliseconds,
                WithinVisits,
                Without is null ? null : (Without.Kind, Without.Name?[0]),
                By,
                Days,
                At
            );
    }

    internal sealed record Found(Walked All, Dictionary<string, Walked> Groups)
    {
        public Found Copy() => new(All.Copy(), Groups.ToDictionary(it => it.Key, it => it.Value.Copy()));

        public Found Summed()
        {
            foreach (var walked in Groups.Values.Append(All))
                walked.Sum();
            foreach (var (group, _) in Groups.Where(it => it.Value.Count(0) == 0).ToArray())
                Groups.Remove(group);
            return this;
        }
    }

    /// <param name="At">When it was found.</param>
    /// <param name="Epoch">How often facts had been taken away until then.</param>
    private sealed record Answer(DateTimeOffset At, long Epoch, AsOf AsOf, Found Found);

    /// <param name="wait">Whether everything acknowledged before must be in it.</param>
    internal async Task<(FunnelDefined Funnel, AsOf AsOf, Found Found)> Run(
        string site,
        Asked asked,
        bool wait,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var awaited = wait ? await ProjectionCheckpoint.Await(database, site, settled: true, cancellation) : 0;
            await using var moment = await SiteSnapshot.Now(database, rulesTable, site, tables: null, [], cancellation);
            // A rebuild may have put the projection back in between.
            if (moment.AsOf.Position < awaited)
                continue;
            var funnel = ReportReader.Chosen(moment.Rules, asked.Funnel);
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
                    ? await Follow(moment, before, question, asked, cancellation)
                    : await Walk(moment, question, asked, cancellation);
            var answer = new Answer(
                clock.GetUtcNow(),
                epoch,
                moment.AsOf with
                {
                    Time = asked.At ?? moment.AsOf.Time,
                    Complete = true,
                },
                found
            );
            _recent.AddOrUpdate(key, answer);
            return (funnel, answer.AsOf, found);
        }
    }

    private static async Task<Found> Walk(
        SiteSnapshot moment,
        FunnelQuestion question,
        Asked asked,
        CancellationToken cancellation
    )
    {
        using var turn = await FullScanLimiter.Acquire(cancellation);
        var found = new Found(new Walked(question.Funnel.Stages.Length), []);
        await foreach (var stream in Streams.All(moment.Connection, moment.Site, moment.AsOf.Position, cancellation))
            Put(found, stream, moment.Rules, question, asked, by: 1);
        return found.Summed();
    }

    private static async Task<Found> Follow(
        SiteSnapshot moment,
        Answer before,
        FunnelQuestion question,
        Asked asked,
        CancellationToken cancellation
    )
    {
        var found = before.Found.Copy();
        foreach (
            var visitors in (
                await Streams.Between(
                    moment.Connection,
                    moment.Site,
                    before.AsOf.Position,
                    moment.AsOf.Position,
                    cancellation
                )
            ).Chunk(Together)
        )
        {
            var streams = await Streams.Read(
                moment.Connection,
                [.. visitors.Select(it => (moment.Site, it, long.MaxValue))],
                cancellation
            );
            foreach (var stream in streams)
            {
                Put(
                    found,
                    stream.Where(it => it.Position <= before.AsOf.Position),
                    moment.Rules,
                    question,
                    asked,
                    by: -1
                );
                Put(
                    found,
                    stream.Where(it => it.Position <= moment.AsOf.Position),
                    moment.Rules,
                    question,
                    asked,
                    by: 1
                );
            }
        }

        return found.Summed();
    }

    private static void Put(
        Found found,
        IEnumerable<StoredEvent> stream,
        FoldRules rules,
        FunnelQuestion question,
        Asked asked,
        int by
    )
    {
        var until = asked.At?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        var known = Streams.Interactions(stream).ToArray();
        var interactions = known.Where(it => it.At <= until).ToArray();
        var journey = Journey.Empty.Fold(rules, interactions);
        if (!journey.Counts || Consents.Refuse(known, Purpose.Measure))
            return;
        if (MeasuredJourney.CohortDay(journey) is var day && (day < asked.Days.From || day >= asked.Days.Before))
            return;
        Interaction[] byTime = FunnelWalk.InOrder(interactions);
        var reached = FunnelWalk.Of(byTime, Array.ConvertAll(byTime, it => journey.VisitAt(it.At)), question);
        found.All.Add(reached, by);
        if (asked.By.Length > 0 && reached.Count > 0)
            GroupOf(found.Groups, Part(journey.Origin!, asked.By), question).Add(reached, by);
    }

    private static Walked GroupOf(Dictionary<string, Walked> groups, string value, FunnelQuestion question)
    {
        if (!groups.TryGetValue(value, out var group))
            groups[value] = group = new Walked(question.Funnel.Stages.Length);
        return group;
    }

    private static string Part(Origin origin, string by) =>
        (
            by switch
            {
                "campaign" => origin.Campaign,
                "referrer" => origin.ReferrerHost,
                _ => origin.Landing,
            }
        ) ?? "";
}
