using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Rules;
using Marten;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Funnels;

/// <summary>Defines a funnel, or its next version. It holds for the whole history at once, and never rewrites what was
/// decided before.</summary>
public static class DefineFunnel
{
    /// <returns>The funnel as defined, and <c>warnings</c> where there are any.</returns>
    public static async Task<IResult> Put(
        string name,
        FunnelBody body,
        ClaimsPrincipal user,
        IDocumentStore store,
        SiteConfiguration configuration,
        SiteNotices notices,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (FunnelValidator.Errors(name, body).ToArray() is { Length: > 0 } errors)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "This is not a funnel");
        await using var session = store.LightweightSession(user.Site());
        var stream = await session.Events.FetchForWriting<FunnelVersions>(StreamNames.Funnel(name), cancellation);
        var latest = stream.Aggregate?.Latest;
        if (Next(name, latest, body, clock.GetUtcNow()) is { } defined)
        {
            stream.AppendOne(defined);
            await session.SaveChangesAsync(cancellation);
            await AwaitProjection.Try(database, session.TenantId, cancellation);
            latest = defined;
        }

        var others = (
            await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation)
        ).Count(it => it.Name != name);
        var slots = await configuration.AllLatest<SlotDefined>(session.TenantId, StreamNames.Slot(""), cancellation);
        var rules = await RuleWarnings.Read(
            [.. FunnelWarnings.Rules(latest!)],
            session.TenantId,
            notices,
            database,
            cancellation
        );
        return ConfigurationResponse.Answer(
            latest!,
            [
                .. rules,
                .. StageOverlaps.Warnings(latest!.Stages),
                .. FunnelWarnings.Warnings(latest!, others == 0, slots),
            ]
        );
    }

    /// <returns>The next version, or null if the latest one already says the same.</returns>
    internal static FunnelDefined? Next(string name, FunnelDefined? latest, FunnelBody body, DateTimeOffset at)
    {
        var next = new FunnelDefined(name, (latest?.Version ?? 0) + 1, body.ToStages(), at);
        return
            latest is not null
            && FactJson.Write(latest with { Version = 0, At = at }) == FactJson.Write(next with { Version = 0 })
            ? null
            : next;
    }
}
