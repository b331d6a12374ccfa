using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>What the engine holds of a visitor, told visit by visit.</summary>
public sealed class Transparency(NpgsqlDataSource database, SiteNotices notices)
{
    private const int MostDecisions = 50;

    /// <param name="Name">The furthest stage reached; absent before the first.</param>
    public sealed record Stage(string Funnel, string? Name, int? ConvertedInVisit);

    public sealed record Act(
        DateTimeOffset At,
        string Kind,
        string? Name,
        string? Path,
        string? Campaign,
        string? From,
        Properties? Properties
    );

    public sealed record TimelineVisit(int Number, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<Act> Acts);

    /// <param name="Because">The act by which the stage was reached, where it is still held and the funnel is the
    /// same.</param>
    /// <param name="Others">What else could have been shown, in the order of the slot.</param>
    public sealed record Shown(
        Guid Id,
        DateTimeOffset At,
        string Slot,
        string Content,
        IReadOnlyList<string> Reasons,
        IReadOnlyList<string> Eligible,
        double Propensity,
        string Policy,
        string? Stage,
        int Visits,
        bool HeldOut,
        Act? Because,
        IReadOnlyList<string> Others
    );

    public sealed record All(
        IReadOnlyList<Stage> Stages,
        IReadOnlyList<TimelineVisit> Timeline,
        IReadOnlyList<Shown> Decisions,
        IReadOnlyList<BenefitGranted> Benefits,
        IReadOnlyList<IdentityLinked> Links,
        NoticePublished Notice
    );

    public async Task<All> Of(string site, Person person, CurrentJourney current, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var facts = (await Streams.Read(connection, site, person, cancellation))
            .Select(it => FactJson.Read(it.Type, it.Data))
            .ToList();
        var journey = current.Journey;
        var acts = facts
            .OfType<InteractionRecorded>()
            .Where(it => !it.Bot)
            .OrderBy(it => it.OccurredAt)
            .ToLookup(it => journey.VisitAt(it.OccurredAt.ToUnixTimeMilliseconds()), ActOf);
        return new All(
            [
                .. current
                    .Rules.Funnels.Select(it => FunnelProgress.Of(journey, current.Rules, it))
                    .Select(it => new Stage(it.Funnel.Name, it.Stage, it.Conversion?.Visit)),
            ],
            [
                .. journey
                    .Visits.Select(
                        (visit, i) => new TimelineVisit(i + 1, Time(visit.Start), Time(visit.End), [.. acts[i + 1]])
                    )
                    .Reverse(),
            ],
            [
                .. facts
                    .OfType<ContentOffered>()
                    .OrderByDescending(it => it.At)
                    .Take(MostDecisions)
                    .Select(it => new Shown(
                        it.DecisionId,
                        it.At,
                        it.Slot,
                        it.Content,
                        it.Reasons,
                        it.Eligible,
                        it.Propensity,
                        it.Policy,
                        it.Snapshot.Stage,
                        it.Snapshot.Visits,
                        it.HeldOut,
                        Because(current, it.Snapshot, facts),
                        [.. it.Eligible.Where(name => name != it.Content)]
                    )),
            ],
            [.. facts.OfType<BenefitGranted>()],
            [.. facts.OfType<IdentityLinked>()],
            (await notices.Of(site, cancellation)).Notice.Notice
        );
    }

    private static Act? Because(CurrentJourney current, Snapshot seen, List<object> facts)
    {
        if (
            seen.Stage is null
            || current.Rules.Find(seen.Funnel!) is not { } funnel
            || funnel.Version != seen.FunnelVersion
        )
            return null;
        var stage = Array.FindIndex(funnel.Stages, it => it.Name == seen.Stage);
        return
            FunnelProgress.StagesReached(current.Journey, current.Rules, funnel)[stage] is { } at
            && facts
                .OfType<InteractionRecorded>()
                .FirstOrDefault(it => !it.Bot && it.OccurredAt.ToUnixTimeMilliseconds() == at)
                is { } act
            ? ActOf(act)
            : null;
    }

    private static Act ActOf(InteractionRecorded it) =>
        new(
            it.OccurredAt,
            it.Kind,
            it.Name,
            it.Path,
            it.Campaign?.Name ?? it.Campaign?.Source,
            it.ReferrerHost,
            it.Properties
        );

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
