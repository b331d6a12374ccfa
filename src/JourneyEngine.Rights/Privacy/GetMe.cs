using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Persons;
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
    /// <param name="Devices">Those that are taken for one person, and the person's user ids; none where it is one
    /// alone.</param>
    /// <param name="Joined">Whether they count as one: the person agreed to be recognised.</param>
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
        IReadOnlyList<Told>? Details,
        NoticePublished Notice,
        IReadOnlyList<LinkedId> LinkedIds,
        IReadOnlyList<OwnDevices.Device> Devices,
        bool Joined,
        IReadOnlyList<BenefitGranted> Benefits
    );

    /// <param name="Vouched">Whether the site's server stands for it; otherwise a page said it.</param>
    public sealed record LinkedId(string Id, bool Vouched);

    /// <param name="deviceOnly">Only what is held of the pseudonym that is named, and not of the person's others.</param>
    public async Task<Me> Of(Caller caller, bool deviceOnly, CancellationToken cancellation)
    {
        var whole = await known.Person(caller, cancellation);
        var person = deviceOnly ? Person.Alone(caller.Visitor) : whole;
        var current = await known.Journey(caller, person, cancellation);
        var all = deviceOnly ? await known.Journey(caller, whole, cancellation) : current;
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "see", cancellation);
        var journey = current.Journey;
        var told = await transparency.Of(caller.Site, person, current, cancellation);
        return new Me(
            caller.Visitor,
            journey.Visits.Length,
            journey.ReturnVisits,
            journey.Visits.IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[0].Start),
            journey.Visits.IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[^1].End),
            told.Stages,
            told.Timeline,
            told.Decisions,
            await consents.Read(caller.Site, person, clock.GetUtcNow(), cancellation),
            await details.IfReachable(caller, cancellation),
            told.Notice,
            Linked(caller, person, told.Links),
            OwnDevices.Of(caller, whole),
            all.Rules.Recognise != Recognise.Off && Recognition.IsAgreed(all.Journey.Consents),
            told.Benefits
        );
    }

    /// <summary>The person's other pseudonyms, and whatever else was said of this one.</summary>
    private static LinkedId[] Linked(Caller caller, Person person, IReadOnlyList<IdentityLinked> links) =>
        [
            .. person
                .Pseudonyms.Select(it => new LinkedId(it.Id, it.Vouched))
                .Concat(links.Where(it => it.Erased != true).Select(it => new LinkedId(it.Alias, it.Vouched == true)))
                .Where(it => it.Id != caller.Visitor)
                .DistinctBy(it => it.Id),
        ];
}
