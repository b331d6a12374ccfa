using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>A site's settings. Another visit gap holds for the whole history, and so do by whose word pseudonyms are
/// one visitor, another time zone and first day of the week: every journey is folded anew. What else changes holds from
/// now on.</summary>
public static class ChangeSettings
{
    /// <param name="VisitGapMinutes">The longest pause within a visit, in minutes.</param>
    /// <param name="Mode">What is done with visitors who have not chosen; one of <see cref="ModeNames"/>.</param>
    /// <param name="Recognise">By whose word several pseudonyms are one visitor; one of
    /// <see cref="RecogniseNames"/>.</param>
    /// <param name="TimeZone">Whose days and hours reports count by: a name of the IANA time zone database.</param>
    /// <param name="WeekStart">First day of its weeks: <c>monday</c>, <c>sunday</c>, ...</param>
    /// <param name="WidestReturnInterval">Nothing is said of a visitor's return where the 90 % interval of its chance
    /// is wider, in (0, 1].</param>
    /// <param name="WidestConversionInterval">The same of a conversion.</param>
    public sealed record Settings(
        int VisitGapMinutes,
        string Mode,
        string Recognise,
        string TimeZone,
        string WeekStart,
        double WidestReturnInterval,
        double WidestConversionInterval
    );

    /// <summary>What is left out stays.</summary>
    public sealed record Changes(
        int? VisitGapMinutes = null,
        string? Mode = null,
        string? Recognise = null,
        string? TimeZone = null,
        string? WeekStart = null,
        double? WidestReturnInterval = null,
        double? WidestConversionInterval = null
    );

    public static async Task<IResult> Put(
        Changes body,
        ClaimsPrincipal user,
        IDocumentStore store,
        NpgsqlDataSource database,
        SiteConfiguration configuration,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (CheckSettings.Errors(body).ToArray() is { Length: > 0 } errors)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "These settings cannot be");
        await using var session = store.LightweightSession(user.Site());
        var now = await Of(session.TenantId, configuration, cancellation);
        var next = new Settings(
            body.VisitGapMinutes ?? now.VisitGapMinutes,
            body.Mode ?? now.Mode,
            body.Recognise ?? now.Recognise,
            body.TimeZone ?? now.TimeZone,
            body.WeekStart ?? now.WeekStart,
            body.WidestReturnInterval ?? now.WidestReturnInterval,
            body.WidestConversionInterval ?? now.WidestConversionInterval
        );
        if (next == now)
            return Results.Ok(now);
        foreach (var (stream, fact) in Facts(now, next, clock.GetUtcNow()))
            session.Events.Append(stream, fact);
        await session.SaveChangesAsync(cancellation);
        await AwaitProjection.Try(database, session.TenantId, cancellation);
        return Results.Ok(next);
    }

    public static Task<Settings> Get(
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) => Of(user.Site(), configuration, cancellation);

    private static async Task<Settings> Of(string site, SiteConfiguration configuration, CancellationToken cancellation)
    {
        var calendar = await configuration.Calendar(site, cancellation);
        var abstention = await configuration.Latest<AbstentionChanged>(site, StreamNames.Abstention, cancellation);
        return new(
            (await configuration.Latest<VisitGapChanged>(site, StreamNames.Settings, cancellation))?.Minutes
                ?? FoldRules.DefaultGapMinutes,
            (await configuration.SiteMode(site, cancellation)).Name(),
            (await configuration.Latest<RecognitionChanged>(site, StreamNames.Recognition, cancellation))?.Recognise
                ?? RecogniseWords.Default.Name(),
            calendar.TimeZone,
            calendar.WeekStartName,
            abstention?.WidestReturnInterval ?? PredictReturn.WidestInterval,
            abstention?.WidestConversionInterval ?? PredictConversion.WidestInterval
        );
    }

    private static IEnumerable<(string Stream, object Fact)> Facts(Settings now, Settings next, DateTimeOffset at)
    {
        if (next.VisitGapMinutes != now.VisitGapMinutes)
            yield return (StreamNames.Settings, new VisitGapChanged(next.VisitGapMinutes, at));
        if (next.Mode != now.Mode)
            yield return (StreamNames.Mode, new ModeChanged(next.Mode, at));
        if (next.Recognise != now.Recognise)
            yield return (StreamNames.Recognition, new RecognitionChanged(next.Recognise, at));
        if ((next.TimeZone, next.WeekStart) != (now.TimeZone, now.WeekStart))
            yield return (StreamNames.Calendar, new CalendarChanged(next.TimeZone, next.WeekStart, at));
        if (
            (next.WidestReturnInterval, next.WidestConversionInterval)
            != (now.WidestReturnInterval, now.WidestConversionInterval)
        )
            yield return (
                StreamNames.Abstention,
                new AbstentionChanged(next.WidestReturnInterval, next.WidestConversionInterval, at)
            );
    }
}
