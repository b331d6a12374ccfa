using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace JourneyEngine.Visitors;

/// <summary>A site's settings. Another visit gap holds for the whole history: every journey is folded anew.</summary>
public static class ChangeSettings
{
    private const int LongestGap = 24 * 60;

    /// <param name="VisitGapMinutes">The longest pause within a visit, in minutes.</param>
    public sealed record Settings(int VisitGapMinutes);

    public static ProblemDetails Validate(Settings body) => body.VisitGapMinutes is >= 1 and <= LongestGap
        ? WolverineContinue.NoProblems
        : new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = "These settings cannot be",
            Detail = $"visitGapMinutes is 1 to {LongestGap}.",
        };

    [WolverinePut("/v1/settings"), Authorize(Policy = "admin"), Tags("Settings")]
    public static async Task<Settings> Put(
        Settings body, IDocumentSession session, NpgsqlDataSource database, Configuration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var latest = await configuration.Latest<VisitGapChanged>(session.TenantId, StreamNames.Settings, cancellation);
        if ((latest?.Minutes ?? FoldRules.DefaultGapMinutes) == body.VisitGapMinutes)
            return body;
        session.Events.Append(StreamNames.Settings, new VisitGapChanged(body.VisitGapMinutes, clock.GetUtcNow()));
        await session.SaveChangesAsync(cancellation);
        await Progress.Await(database, session.TenantId, settled: false, cancellation);
        return body;
    }

    public static async Task<Settings> Get(ClaimsPrincipal user, Configuration configuration, CancellationToken cancellation) =>
        new((await configuration.Latest<VisitGapChanged>(user.Site(), StreamNames.Settings, cancellation))?.Minutes ?? FoldRules.DefaultGapMinutes);
}
