using System.Security.Claims;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Visitors;

/// <summary>Where a visitor stands, now or at a moment in the past.</summary>
public static class GetVisitor
{
    /// <param name="Stage">Furthest stage reached in the funnel; absent before the first, or where the site has no
    /// funnel.</param>
    /// <param name="ReturnVisits">Visits less the first.</param>
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
        VisitorAsOf AsOf
    );

    /// <param name="Version">How many facts of the visitor's stream are included.</param>
    /// <param name="At">The moment that was travelled to, if any.</param>
    public sealed record VisitorAsOf(long Version, DateTimeOffset? At);

    /// <param name="funnel">Name of the funnel; may be left out where the site has just one.</param>
    /// <param name="at">Time travel: only what had occurred up to then, ISO 8601.</param>
    public static async Task<IResult> Handle(
        string id,
        [FromQuery] string? funnel,
        [FromQuery] DateTimeOffset? at,
        ClaimsPrincipal user,
        JourneyReader reader,
        LinkedVisitors aliases,
        CancellationToken cancellation
    )
    {
        var visitor = await aliases.Resolve(user.Site(), id, cancellation);
        var current = at is { } moment
            ? await reader.ReadAt(user.Site(), visitor, moment, cancellation)
            : await reader.Read(user.Site(), visitor, cancellation);
        if (current.Journey.Visits.IsEmpty)
            return NoSuchVisitor();
        var chosen =
            funnel is null && current.Rules.Funnels.Length != 1 ? null : ReportReader.Chosen(current.Rules, funnel);
        return Results.Ok(
            Of(visitor, current, chosen is null ? null : FunnelProgress.Of(current.Journey, current.Rules, chosen), at)
        );
    }

    /// <summary>The same answer for an unknown, a foreign and an erased visitor.</summary>
    public static IResult NoSuchVisitor() =>
        Results.Problem(
            "This site knows no such visitor.",
            statusCode: StatusCodes.Status404NotFound,
            title: "No such visitor"
        );

    private static Response Of(string visitor, CurrentJourney current, FunnelProgress? standing, DateTimeOffset? at) =>
        new(
            visitor,
            standing?.Funnel.Name,
            standing?.Funnel.Version,
            standing?.Stage,
            current.Journey.Visits.Length,
            current.Journey.ReturnVisits,
            DateTimeOffset.FromUnixTimeMilliseconds(current.Journey.Visits[0].Start),
            DateTimeOffset.FromUnixTimeMilliseconds(current.Journey.Visits[^1].End),
            standing?.Conversion is not null,
            standing?.Conversion?.Visit,
            new VisitorAsOf(current.Version, at)
        );
}
