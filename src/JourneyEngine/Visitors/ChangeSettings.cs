using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>A site's settings. Another visit gap holds for the whole history, and so does by whose word pseudonyms are
/// one visitor: every journey is folded anew. What else changes holds from now on.</summary>
public static class ChangeSettings
{
    private const int LongestGap = 24 * 60;

    /// <param name="VisitGapMinutes">The longest pause within a visit, in minutes.</param>
    /// <param name="Mode">What is done with visitors who have not chosen; one of <see cref="ModeNames"/>.</param>
    /// <param name="Recognise">By whose word several pseudonyms are one visitor; one of
    /// <see cref="RecogniseNames"/>.</param>
    /// <param name="WidestReturnInterval">Nothing is said of a visitor's return where the 90 % interval of its chance
    /// is wider, in (0, 1].</param>
    /// <param name="WidestConversionInterval">The same of a conversion.</param>
    public sealed record Settings(
        int VisitGapMinutes,
        string Mode,
        string Recognise,
        double WidestReturnInterval,
        double WidestConversionInterval
    );

    /// <summary>What is left out stays.</summary>
    public sealed record Changes(
        int? VisitGapMinutes = null,
        string? Mode = null,
        string? Recognise = null,
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
        if (Errors(body).ToArray() is { Length: > 0 } errors)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "These settings cannot be");
        await using var session = store.LightweightSession(user.Site());
        var now = await Of(session.TenantId, configuration, cancellation);
        var next = new Settings(
            body.VisitGapMinutes ?? now.VisitGapMinutes,
            body.Mode ?? now.Mode,
            body.Recognise ?? now.Recognise,
            body.WidestReturnInterval ?? now.WidestReturnInterval,
            body.WidestConversionInterval ?? now.WidestConversionInterval
        );
        if (next == now)
            return Results.Ok(now);
        if (next.VisitGapMinutes != now.VisitGapMinutes)
            session.Events.Append(StreamNames.Settings, new VisitGapChanged(next.VisitGapMinutes, clock.GetUtcNow()));
        if (next.Mode != now.Mode)
            session.Events.Append(StreamNames.Mode, new ModeChanged(next.Mode, clock.GetUtcNow()));
        if (next.Recognise != now.Recognise)
            session.Events.Append(StreamNames.Recognition, new RecognitionChanged(next.Recognise, clock.GetUtcNow()));
        if (
            (next.WidestReturnInterval, next.WidestConversionInterval)
            != (now.WidestReturnInterval, now.WidestConversionInterval)
        )
            session.Events.Append(
                StreamNames.Abstention,
                new AbstentionChanged(next.WidestReturnInterval, next.WidestConversionInterval, clock.GetUtcNow())
            );
        await session.SaveChangesAsync(cancellation);
        await ProjectionCheckpoint.Await(database, session.TenantId, settled: false, cancellation);
        return Results.Ok(next);
    }

    public static Task<Settings> Get(
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) => Of(user.Site(), configuration, cancellation);

    private static async Task<Settings> Of(string site, SiteConfiguration configuration, CancellationToken cancellation)
    {
        var abstention = await configuration.Latest<AbstentionChanged>(site, StreamNames.Abstention, cancellation);
        return new(
            (await configuration.Latest<VisitGapChanged>(site, StreamNames.Settings, cancellation))?.Minutes
                ?? FoldRules.DefaultGapMinutes,
            (await configuration.SiteMode(site, cancellation)).Name(),
            (await configuration.Latest<RecognitionChanged>(site, StreamNames.Recognition, cancellation))?.Recognise
                ?? RecogniseWords.Default.Name(),
            abstention?.WidestReturnInterval ?? PredictReturn.WidestInterval,
            abstention?.WidestConversionInterval ?? PredictConversion.WidestInterval
        );
    }

    private static IEnumerable<string> Errors(Changes body)
    {
        if (body.VisitGapMinutes is < 1 or > LongestGap)
            yield return $"visitGapMinutes is 1 to {LongestGap}.";
        if (body.WidestReturnInterval is <= 0 or > 1)
            yield return "widestReturnInterval is above 0, and at most 1.";
        if (body.WidestConversionInterval is <= 0 or > 1)
            yield return "widestConversionInterval is above 0, and at most 1.";
        if (body.Mode is { } mode && !ModeNames.All.Contains(mode))
            yield return $"mode is one of {string.Join(", ", ModeNames.All)}.";
        if (body.Recognise is { } recognise && !RecogniseNames.All.Contains(recognise))
            yield return $"recognise is one of {string.Join(", ", RecogniseNames.All)}.";
    }
}
