using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>What a site sends of its own accord, in versions.</summary>
internal static class ChangeFulfilmentSettings
{
    private const int LongestPeriod = 24;
    private const string UsualSubject = "For your birthday";

    public sealed record GiftGiven(string? Text, string? Subject = null);

    /// <param name="LetterEveryMonths">No letters where left out.</param>
    /// <param name="BirthdayGift">No gifts where left out.</param>
    /// <param name="TimeZone">By whose days; the site's where left out.</param>
    [AnsweredOnly("version", "at")]
    public sealed record Settings(
        int? LetterEveryMonths = null,
        GiftGiven? BirthdayGift = null,
        string? TimeZone = null
    );

    public static async Task<IResult> Put(
        Settings body,
        ClaimsPrincipal user,
        IDocumentStore store,
        SiteConfiguration configuration,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (Errors(body).ToArray() is { Length: > 0 } errors)
            return Results.Problem(
                string.Join(" ", errors),
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "These settings cannot be"
            );
        var latest = await configuration.Latest<FulfilmentSettingsChanged>(
            user.Site(),
            StreamNames.Fulfilment,
            cancellation
        );
        var gift = body.BirthdayGift is { } given ? new Gift(given.Subject ?? UsualSubject, given.Text!) : null;
        var next = new FulfilmentSettingsChanged(
            (latest?.Version ?? 0) + 1,
            body.LetterEveryMonths,
            gift,
            body.TimeZone,
            clock.GetUtcNow()
        );
        if (latest is not null && latest with { Version = next.Version, At = next.At } == next)
            return Results.Ok(latest);
        await using var session = store.LightweightSession(user.Site());
        session.Events.Append(StreamNames.Fulfilment, next.Version, next);
        await session.SaveChangesAsync(cancellation);
        return Results.Ok(next);
    }

    public static async Task<IResult> Get(
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) =>
        Results.Ok(
            await configuration.Latest<FulfilmentSettingsChanged>(user.Site(), StreamNames.Fulfilment, cancellation)
                ?? new FulfilmentSettingsChanged(0, null, null, null, DateTimeOffset.UnixEpoch)
        );

    private static IEnumerable<string> Errors(Settings body)
    {
        if (body.LetterEveryMonths is < 1 or > LongestPeriod)
            yield return $"letterEveryMonths is 1 to {LongestPeriod}.";
        if (
            body.BirthdayGift is { } gift
            && (!Texts.IsText(gift.Text) || (gift.Subject is { } subject && !Texts.IsLine(subject)))
        )
            yield return $"birthdayGift has {Texts.Rule}.";
        if (body.TimeZone is { } zone && !SiteCalendar.TimeZones.Contains(zone))
            yield return "timeZone is a name such as Asia/Jerusalem.";
    }
}
