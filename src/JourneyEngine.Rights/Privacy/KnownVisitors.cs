using JourneyEngine.Decisions.Persons;
using JourneyEngine.Http;
using JourneyEngine.Journeys;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Whom a call about a visitor's data means, and whether anything is held of them at all.</summary>
public sealed class KnownVisitors(PersonReader persons, JourneyReader journeys)
{
    /// <summary>The site means everybody whom a link may make the visitor; the visitor, by the cookie of one device, is
    /// shown nothing of another unless the site's server stands for the link.</summary>
    public Task<Person> Person(Caller caller, CancellationToken cancellation) =>
        caller.IsVisitor
            ? persons.Vouched(caller.Site, caller.Visitor, cancellation)
            : persons.Claimed(caller.Site, caller.Visitor, cancellation);

    /// <summary>What the site's server stands for alone, whoever asks.</summary>
    public Task<Person> Surely(Caller caller, CancellationToken cancellation) =>
        persons.Vouched(caller.Site, caller.Visitor, cancellation);

    /// <returns>The person's journey with everything that is acknowledged.</returns>
    /// <exception cref="UnacceptableException">404, the same as for everybody else of whom nothing is held.</exception>
    public async Task<CurrentJourney> Journey(Caller caller, Person person, CancellationToken cancellation) =>
        await journeys.Read(caller.Site, person, null, cancellation) is { Version: > 0 } known
            ? known
            : throw Access.Nobody();
}
