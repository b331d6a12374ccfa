using System.Security.Claims;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Visitors;

/// <summary>Where a visitor stands, now or at a moment in the past.</summary>
public static class GetVisitor
{
    /// <param name="Stage">Furthest stage reached in the funnel; absent before the first, or where the site has no
    /// funnel.</param>
    /// <param name="Visitor">The id that was asked for.</param>
    /// <param name="ReturnVisits">Visits less the first.</param>
    /// <param name="Person">Absent for a visitor of one pseudonym.</param>
    public sealed record Response(
        string Visitor,
        string? Funnel,
        int? FunnelVersion,
        string? Stage,
        int Visits,
        int ReturnVisits,
        DateTimeOffset FirstSeen,
        DateTimeOffset LastSeen,
        bool Converted,
        int? ConvertedAtVisit,
        VisitorPerson? Person,
        VisitorAsOf AsOf
    );

    /// <summary>The user id and the devices over which the answer goes.</summary>
    /// <param name="SharedDevices">Devices that acted under this user id and under another: they are part of
    /// nobody.</param>
    public sealed record VisitorPerson(string Id, PersonPart[] Pseudonyms, string[] SharedDevices);

    /// <param name="Kind"><c>user</c> or <c>device</c>.</param>
    /// <param name="Vouched">Whether the site's server stands for the link; otherwise a page said it.</param>
    public sealed record PersonPart(string Id, string Kind, bool Vouched);

    /// <param name="Version">How many facts of the visitor are included.</param>
    /// <param name="At">The moment that was travelled to, if any.</param>
    public sealed record VisitorAsOf(long Version, DateTimeOffset? At);

    /// <param name="funnel">Name of the funnel; may be left out where the site has just one.</param>
    /// <param name="at">Time travel: only what had occurred up to then, ISO 8601.</param>
    /// <param name="device"><c>only</c>: of this one pseudonym, not of the person's others.</param>
    public static async Task<IResult> Handle(
        string id,
        [FromQuery] string? funnel,
        [FromQuery] string? at,
        [FromQuery] string? device,
        ClaimsPrincipal user,
        JourneyReader reader,
        PersonReader persons,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        var person = await persons.OfRequest(user.Site(), id, device, cancellation);
        var moment = IsoTime.Parameter("at", at, await configuration.Calendar(user.Site(), cancellation));
        var current = await reader.Read(user.Site(), person, moment, cancellation);
        if (current.Journey.Visits.IsEmpty)
            return NoSuchVisitor();
        var chosen =
            funnel is null && current.Rules.Funnels.Length != 1 ? null : ChosenFunnel.Of(current.Rules, funnel);
        return Results.Ok(
            Of(
                id,
                person,
                current,
                chosen is null ? null : FunnelProgress.Of(current.Journey, current.Rules, chosen),
                moment
            )
        );
    }

    /// <summary>The same answer for an unknown, a foreign and an erased visitor.</summary>
    public static IResult NoSuchVisitor() =>
        Results.Problem(
            "This site knows no such visitor.",
            statusCode: StatusCodes.Status404NotFound,
            title: "No such visitor"
        );

    private static Response Of(
        string id,
        Person person,
        CurrentJourney current,
        FunnelProgress? standing,
        DateTimeOffset? at
    ) =>
        new(
            id,
            standing?.Funnel.Name,
            standing?.Funnel.Version,
            standing?.Stage,
            current.Journey.Visits.Length,
            current.Journey.ReturnVisits,
            DateTimeOffset.FromUnixTimeMilliseconds(current.Journey.Visits[0].Start),
            DateTimeOffset.FromUnixTimeMilliseconds(current.Journey.Visits[^1].End),
            standing?.Conversion is not null,
            standing?.Conversion?.Visit,
            person.IsAlone && person.SharedDevices.IsEmpty
                ? null
                : new VisitorPerson(
                    person.Id,
                    [
                        .. person.Pseudonyms.Select(it => new PersonPart(
                            it.Id,
                            it.IsUser ? "user" : "device",
                            it.Vouched
                        )),
                    ],
                    [.. person.SharedDevices]
                ),
            new VisitorAsOf(current.Version, at)
        );
}
