using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;
using JourneyEngine.Privacy;
using JourneyEngine.Visitors;

namespace JourneyEngine.Rights.Privacy;

/// <summary>The devices that a visitor is known by, and how one that is not the visitor's is separated from
/// them.</summary>
public sealed class OwnDevices(KnownVisitors known, DeleteFacts forget, FactLog log, AuditLog audit)
{
    /// <param name="IsAccount">Whether it is a user id of the site, and no device.</param>
    /// <param name="IsThis">Whether it is the one that asks.</param>
    public sealed record Device(string Id, bool IsAccount, bool IsThis);

    /// <returns>None for who is known by one pseudonym alone.</returns>
    public static Device[] Of(Caller caller, Person person) =>
        person.IsAlone
            ? []
            :
            [
                .. person
                    .Pseudonyms.Select(it => new Device(it.Id, it.IsUser, it.Id == caller.Visitor))
                    .OrderByDescending(it => it.IsThis)
                    .ThenBy(it => it.IsAccount),
            ];

    /// <summary>Takes a device of the person's out: it is counted by itself from then on. What is no device of the person's
    /// stays as it is.</summary>
    public async Task Separate(Caller caller, string device, CancellationToken cancellation)
    {
        var person = await known.Person(caller, cancellation);
        if (!person.Has(device) || person.IsUser(device))
            return;
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "separate", cancellation);
        foreach (var user in person.Pseudonyms.Where(it => it.IsUser))
            await Links.Forget(caller.Site, device, user.Id, forget, log, cancellation);
    }
}
