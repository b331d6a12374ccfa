using JourneyEngine.Contracts;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Everything that is held of a visitor, and why, in a form that a person can read.</summary>
public sealed class GetMe(
    KnownVisitors known,
    Transparency transparency,
    ConsentHistory consents,
    TellDetail details,
    AuditLog audit,
    TimeProvider clock
)
{
    /// <param name="Details">Null if the vault cannot be reached now.</param>
    /// <param name="LinkedIds">Other ids that the site said are this visitor.</param>
    /// <param name="Benefits">What went out to the visitor, such as a birthday gift.</param>
    public sealed record Me(
        string Visitor,
        int Visits,
        int ReturnVisits,
        DateTimeOffset? FirstSeen,
        DateTimeOffset? LastSeen,
        IReadOnlyList<Transparency.Stage> Stages,
        IReadOnlyList<Transparency.TimelineVisit> Timeline,
        IReadOnlyList<Transparency.Shown> Decisions,
        ConsentState Consent,
        IReadOnlyList<TellDetail.Told>? Details,
        NoticePublished Notice,
        IReadOnlyList<string> LinkedIds,
        IReadOnlyList<BenefitGranted> Benefits
    );

    public async Task<Me> Of(Caller caller, CancellationToken cancellation)
    {
        var current = await known.Journey(caller, cancellation);
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "see", cancellation);
        var journey = current.Journey;
        var told = await transparency.Of(caller.Site, caller.Visitor, current, cancellation);
        return new Me(
            caller.Visitor,
            journey.Visits.Length,
            journey.ReturnVisits,
            journey.Visits.IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[0].Start),
            journey.Visits.IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[^1].End),
            told.Stages,
            told.Timeline,
            told.Decisions,
            await consents.Read(caller.Site, caller.Visitor, clock.GetUtcNow(), cancellation),
            await details.IfReachable(caller, cancellation),
            told.Notice,
            told.LinkedIds,
            told.Benefits
        );
    }
}
