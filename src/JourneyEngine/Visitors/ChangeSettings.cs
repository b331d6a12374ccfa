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

    /// <param name="VisitGapMinutes">The longest pause within a visit, in minutes; as it was where absent.</param>
    /// <param name="Mode">What is done with visitors who have not chosen: <c>none</c>, <c>measure</c> or <c>personalize</c>; as it was where absent.</param>
    public sealed record Settings(int? VisitGapMinutes = null, string? Mode = null);

    public static ProblemDetails Validate(Settings body) => Errors(body).ToArray() is { Length: > 0 } errors
        ? new ProblemDetails { Status = StatusCodes.Status422UnprocessableEntity, Title = "These settings cannot be", Detail = string.Join(" ", errors) }
        : WolverineContinue.NoProblems;

    [WolverinePut("/v1/settings"), Authorize(Policy = "admin"), Tags("Settings")]
    public static async Task<Settings> Put(
        Settings body, IDocumentSession session, NpgsqlDataSource database, Configuration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var before = await Latest(session.TenantId, configuration, cancellation);
        var now = clock.GetUtcNow();
        if (body.VisitGapMinutes is { } gap && gap != before.VisitGapMinutes)
            session.Events.Append(StreamNames.Settings, new VisitGapChanged(gap, now));
        if (body.Mode is { } mode && mode != before.Mode)
            session.Events.Append(StreamNames.Mode, new ModeChanged(mode, now));
        await session.SaveChangesAsync(cancellation);
        if (body.VisitGapMinutes is not null && body.VisitGapMinutes != before.VisitGapMinutes)
            await Progress.Await(database, session.TenantId, settled: false, cancellation);
        return new Settings(body.VisitGapMinutes ?? before.VisitGapMinutes, body.Mode ?? before.Mode);
    }

    public static Task<Settings> Get(ClaimsPrincipal user, Configuration configuration, CancellationToken cancellation) =>
        Latest(user.Site(), configuration, cancellation);

    private static async Task<Settings> Latest(string site, Configuration configuration, CancellationToken cancellation) => new(
        (await configuration.Latest<VisitGapChanged>(site, StreamNames.Settings, cancellation))?.Minutes ?? FoldRules.DefaultGapMinutes,
        (await configuration.SiteMode(site, cancellation)).Name());

    private static IEnumerable<string> Errors(Settings body)
    {
        if (body.VisitGapMinutes is < 1 or > LongestGap)
            yield return $"visitGapMinutes is 1 to {LongestGap}.";
        if (body.Mode is not null && Modes.Find(body.Mode) is null)
            yield return "mode is none, measure or personalize.";
        if (body is { VisitGapMinutes: null, Mode: null })
            yield return "Give visitGapMinutes, mode, or both.";
    }
}
