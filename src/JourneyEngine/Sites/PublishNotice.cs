using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace JourneyEngine.Sites;

/// <summary>Publishes a collection notice, or its next version. It holds for what arrives from now on; what was set aside can be driven through it again.</summary>
public static class PublishNotice
{
    public static ProblemDetails Validate(NoticeBody body)
    {
        var errors = CheckNotice.Errors(body).Take(CheckNotice.MostTold).ToArray();
        return errors.Length == 0
            ? WolverineContinue.NoProblems
            : new ProblemDetails { Status = StatusCodes.Status422UnprocessableEntity, Title = "This is not a notice", Detail = string.Join(" ", errors) };
    }

    [WolverinePut("/v1/notice"), Authorize(Policy = "admin"), Tags("Privacy")]
    public static async Task<NoticePublished> Put(NoticeBody body, IDocumentSession session, TimeProvider clock, CancellationToken cancellation)
    {
        var stream = await session.Events.FetchForWriting<NoticeVersions>(StreamNames.Notice, cancellation);
        var latest = stream.Aggregate?.Latest;
        if (Next(latest, body, clock.GetUtcNow()) is not { } published)
            return latest!;
        stream.AppendOne(published);
        await session.SaveChangesAsync(cancellation);
        return published;
    }

    /// <returns>The next version, or nothing where the latest one already says the same.</returns>
    internal static NoticePublished? Next(NoticePublished? latest, NoticeBody body, DateTimeOffset at)
    {
        var next = body.ToNotice((latest?.Version ?? 0) + 1, at);
        return latest is not null && Same(latest, next) ? null : next;
    }

    /// <remarks>The database gives the languages back in another order, so texts are compared as values.</remarks>
    private static bool Same(NoticePublished a, NoticePublished b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options));
}

/// <summary>The notice's stream: what its latest version says.</summary>
public sealed record NoticeVersions(string Id, NoticePublished? Latest = null)
{
    public static NoticeVersions Create(NoticePublished published) => new(StreamNames.Notice, published);

    public NoticeVersions Apply(NoticePublished published) => this with { Latest = published };
}
