using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Npgsql;

namespace JourneyEngine.Funnels;

/// <summary>How many walks reached each step, and how long the steps took.</summary>
internal sealed class Walked(int steps)
{
    private readonly (long Count, double? MedianHours)[] _steps = new (long, double?)[steps];
    private List<int>[] _minutes = [.. Enumerable.Range(0, steps).Select(_ => new List<int>())];

    public void Add(IReadOnlyList<long> reached)
    {
        for (var i = 0; i < reached.Count; i++)
            _minutes[i].Add(i == 0 ? 0 : (int)Math.Min(int.MaxValue, (reached[i] - reached[i - 1]) / 60_000));
    }

    public long Count(int step) => _steps[step].Count;

    /// <returns>From the step before to this one, to the minute; nothing of the first step, and where nobody reached it.</returns>
    public double? MedianHours(int step) => _steps[step].MedianHours;

    /// <summary>To be called once, after the last was added: what is kept is small.</summary>
    public void Sum()
    {
        for (var step = 0; step < _minutes.Length; step++)
        {
            _minutes[step].Sort();
            _steps[step] = (_minutes[step].Count, step == 0 || _minutes[step].Count == 0 ? null : _minutes[step][(_minutes[step].Count - 1) / 2] / 60.0);
        }

        _minutes = [];
    }
}

/// <summary>Walks every visitor of a site through a funnel. Order and windows are asked of the interactions themselves, so it takes as long as the site's log is; answers are kept for a minute.</summary>
public sealed class WalkFunnels(NpgsqlDataSource database, RulesTable rulesTable, TimeProvider clock)
{
    public const int MostGroups = 200;
    private const int Kept = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentLru<(string Site, int Revision, Asked Asked), (DateTimeOffset At, AsOf AsOf, Found Found)> _recent = new(Kept);

    internal sealed record Asked(
        string? Funnel, StepOrder Order, long? WithinMilliseconds, int? WithinVisits, Evidence? Without, string By, (int From, int Before) Days, DateTimeOffset? At)
    {
        // Of the evidence, its content is meant.
        public bool Equals(Asked? other) => other is not null && Key == other.Key;

        public override int GetHashCode() => Key.GetHashCode();

        private (string?, StepOrder, long?, int?, (string?, string?)?, string, (int, int), DateTimeOffset?) Key =>
            (Funnel, Order, WithinMilliseconds, WithinVisits, Without is null ? null : (Without.Kind, Without.Name?[0]), By, Days, At);
    }

    internal sealed record Found(Walked All, IReadOnlyDictionary<string, Walked> Groups);

    /// <param name="wait">Whether everything acknowledged before must be in it.</param>
    internal async Task<(FunnelDefined Funnel, AsOf AsOf, Found Found)> Run(string site, Asked asked, bool wait, CancellationToken cancellation)
    {
        if (wait)
            await Progress.Await(database, site, settled: true, cancellation);
        var rules = await Rules(site, cancellation);
        var funnel = ReportReader.Chosen(rules, asked.Funnel);
        var key = (site, rules.Revision, asked);
        if (!wait && _recent.TryGet(key, out var recent) && clock.GetUtcNow() - recent.At < Fresh)
            return (funnel, recent.AsOf, recent.Found);
        var (asOf, found) = await Walk(site, rules, new FunnelQuestion(funnel, asked.Order, asked.WithinMilliseconds, asked.WithinVisits, asked.Without), asked, cancellation);
        _recent.AddOrUpdate(key, (clock.GetUtcNow(), asOf, found));
        return (funnel, asOf, found);
    }

    private async Task<FoldRules> Rules(string site, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await rulesTable.Latest(connection, site, cancellation);
    }

    private async Task<(AsOf, Found)> Walk(string site, FoldRules rules, FunnelQuestion question, Asked asked, CancellationToken cancellation)
    {
        using var turn = await Passes.Turn(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (all, groups, position, time) = (new Walked(question.Funnel.Stages.Length), new Dictionary<string, Walked>(), 0L, DateTimeOffset.UnixEpoch);
        var until = asked.At?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        await foreach (var stream in Streams.All(connection, site, long.MaxValue, cancellation))
        {
            (position, time) = stream[^1].Position > position ? (stream[^1].Position, stream[^1].At) : (position, time);
            var known = Streams.Interactions(stream).ToArray();
            var interactions = known.Where(it => it.At <= until).ToArray();
            var journey = Journey.Empty.Fold(rules, interactions);
            if (!journey.Counts || Consents.Refuse(known, Purpose.Measure) || Tallies.CohortDay(journey) < asked.Days.From || Tallies.CohortDay(journey) >= asked.Days.Before)
                continue;
            Interaction[] byTime = FunnelWalk.InOrder(interactions);
            var reached = FunnelWalk.Of(byTime, Array.ConvertAll(byTime, it => journey.VisitAt(it.At)), question);
            all.Add(reached);
            if (asked.By.Length > 0 && reached.Count > 0)
                GroupOf(groups, Part(journey.Origin!, asked.By), question).Add(reached);
        }

        foreach (var walked in groups.Values.Append(all))
            walked.Sum();
        return (new AsOf(position, asked.At ?? time, Complete: true), new Found(all, groups));
    }

    private static Walked GroupOf(Dictionary<string, Walked> groups, string value, FunnelQuestion question)
    {
        if (!groups.TryGetValue(value, out var group))
            groups[value] = group = new Walked(question.Funnel.Stages.Length);
        return group;
    }

    private static string Part(Origin origin, string by) => (by switch { "campaign" => origin.Campaign, "referrer" => origin.ReferrerHost, _ => origin.Landing }) ?? "";
}
