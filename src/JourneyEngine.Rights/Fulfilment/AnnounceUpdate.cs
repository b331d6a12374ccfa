using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using Marten;
using Wolverine.Marten;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Takes in an update: it goes to everybody who asked for updates, or for those near a place, once.</summary>
internal static class AnnounceUpdate
{
    private const int LongestId = 64;

    /// <param name="Id">Whoever tries again with the same id sends nothing twice.</param>
    public sealed record Update(string? Subject, string? Text, string? Nearby = null, string? Id = null);

    public sealed record Announced(string Id, string Purpose);

    public static async Task<IResult> Post(
        Update body,
        ClaimsPrincipal user,
        IDocumentStore store,
        IMartenOutbox outbox,
        SiteConfiguration configuration,
        SiteNotices notices,
        VaultAccess vault,
        AddressLinks links,
        IServiceProvider services,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (site, purpose) = (user.Site(), body.Nearby is null ? Benefits.Updates : Benefits.Nearby);
        var notice = (await notices.Of(site, cancellation)).Notice.Notice;
        if (Errors(body, purpose, notice).ToArray() is { Length: > 0 } errors)
            return Results.Problem(
                string.Join(" ", errors),
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "This is not an update"
            );
        if (services.GetService<IOutbound>() is null || !vault.IsConfigured || !links.CanBeMade)
            return Results.Problem(
                "This host sends nothing: it has no vault, JOURNEY_OUTBOUND names no way out, or JOURNEY_PUBLIC_URL does "
                    + "not say what visitors call it.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "Not here"
            );
        var now = clock.GetUtcNow();
        var announced = new UpdateAnnounced(
            body.Id ?? Guid.CreateVersion7(now).ToString(),
            body.Subject!.Trim(),
            body.Text!,
            body.Nearby?.Trim(),
            now
        );
        if (
            body.Id is not null
            && await configuration.Latest<UpdateAnnounced>(site, StreamNames.Update(body.Id), cancellation)
                is { } before
        )
        {
            return before with { At = now } == announced
                ? Taken(before.Id, purpose)
                : Results.Problem(
                    "There is another update with this id.",
                    statusCode: StatusCodes.Status409Conflict,
                    title: "This id is taken"
                );
        }

        await using var session = store.LightweightSession(site);
        outbox.Enroll(session);
        session.Events.StartStream(StreamNames.Update(announced.Id), announced);
        // In one transaction: there is no update that nobody sends.
        await outbox.PublishAsync(new SpreadUpdate(site, announced.Id));
        await session.SaveChangesAsync(cancellation);
        return Taken(announced.Id, purpose);
    }

    private static IResult Taken(string id, string purpose) =>
        Results.Json(new Announced(id, purpose), statusCode: StatusCodes.Status202Accepted);

    private static IEnumerable<string> Errors(Update body, string purpose, NoticePublished notice)
    {
        if (!Texts.IsText(body.Text) || !Texts.IsLine(body.Subject))
            yield return $"An update has {Texts.Rule}.";
        if (body.Nearby is { } place && !Texts.IsLine(place))
            yield return "nearby is the name of a place.";
        if (
            body.Id is { } id
            && (
                id.Length is 0 or > LongestId || !id.All(it => char.IsAsciiLetterOrDigit(it) || it is '-' or '_' or '.')
            )
        )
            yield return $"id has 1 to {LongestId} letters, digits, '-', '_' and '.'.";
        if (!notice.Purposes.Any(it => it.Name == purpose))
            yield return $"The site's notice declares no purpose '{purpose}'.";
    }
}
