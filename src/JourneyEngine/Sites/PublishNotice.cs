using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using Marten;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>Publishes a collection notice, or its next version. It holds for what arrives from now on; what was set
/// aside can be driven through it again.</summary>
public static class PublishNotice
{
    public static async Task<IResult> Put(
        NoticeBody body,
        ClaimsPrincipal user,
        IDocumentStore store,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (CheckNotice.Errors(body).Take(CheckNotice.MostTold).ToArray() is { Length: > 0 } errors)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "This is not a notice");
        await using var session = store.LightweightSession(user.Site());
        var stream = await session.Events.FetchForWriting<NoticeVersions>(StreamNames.Notice, cancellation);
        var latest = stream.Aggregate?.Latest;
        if (Next(latest, body, clock.GetUtcNow()) is not { } published)
            return Results.Ok(latest);
        stream.AppendOne(published);
        await session.SaveChangesAsync(cancellation);
        return Results.Ok(published);
    }

    /// <returns>The next version, or null if the latest one already says the same.</returns>
    internal static NoticePublished? Next(NoticePublished? latest, NoticeBody body, DateTimeOffset at)
    {
        var next = body.ToNotice((latest?.Version ?? 0) + 1, at);
        return latest is not null && Same(latest, next) ? null : next;
    }

    /// <remarks>The database gives the languages back in another order, so texts are compared as values.</remarks>
    private static bool Same(NoticePublished a, NoticePublished b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options)
        );
}

/// <summary>The notice's stream: what its latest version says.</summary>
public sealed record NoticeVersions(string Id, NoticePublished? Latest = null)
{
    public static NoticeVersions Create(NoticePublished published) => new(StreamNames.Notice, published);

    public NoticeVersions Apply(NoticePublished published) => this with { Latest = published };
}
