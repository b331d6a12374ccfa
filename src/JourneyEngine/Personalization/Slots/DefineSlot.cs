using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Rules;
using Marten;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Personalization.Slots;

/// <summary>Defines a slot, or its next version: what may be shown there, to whom, and how one of them is
/// chosen.</summary>
public static class DefineSlot
{
    /// <returns>The slot as defined, and <c>warnings</c> where there are any.</returns>
    public static async Task<IResult> Put(
        string slot,
        SlotBody body,
        ClaimsPrincipal user,
        IDocumentStore store,
        SiteConfiguration configuration,
        SiteNotices notices,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var session = store.LightweightSession(user.Site());
        var stream = await session.Events.FetchForWriting<SlotVersions>(StreamNames.Slot(slot), cancellation);
        var latest = stream.Aggregate?.Latest;
        var funnels = await configuration.AllLatest<FunnelDefined>(
            session.TenantId,
            StreamNames.Funnel(""),
            cancellation
        );
        var funnel = body.FunnelAmong(funnels, latest?.Funnel);
        string[] errors = [.. SlotValidator.Errors(slot, body, funnel), .. Ambiguous(body, funnels, latest?.Funnel)];
        if (errors.Length > 0)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "This is not a slot");
        if (Next(slot, latest, body, funnel?.Name, clock.GetUtcNow()) is { } next)
        {
            stream.AppendOne(next);
            await session.SaveChangesAsync(cancellation);
            if (next.Outcome is not null || latest?.Outcome is not null)
                await AwaitProjection.Try(database, session.TenantId, cancellation);
            latest = next;
        }

        var rules = await RuleWarnings.Read(
            [.. SlotWarnings.Rules(latest!)],
            session.TenantId,
            notices,
            database,
            cancellation
        );
        return ConfigurationResponse.Answer(latest!, [.. rules, .. SlotWarnings.Warnings(body, funnel)]);
    }

    /// <returns>The next version, or null if the latest one already says the same.</returns>
    internal static SlotDefined? Next(
        string slot,
        SlotDefined? latest,
        SlotBody body,
        string? funnel,
        DateTimeOffset at
    )
    {
        var next = body.ToSlot(slot, (latest?.Version ?? 0) + 1, at, funnel);
        return latest is not null && SameExceptVersion(latest, next) ? null : next;
    }

    private static IEnumerable<string> Ambiguous(SlotBody body, IReadOnlyList<FunnelDefined> funnels, string? kept)
    {
        if (!body.ConvertedInWhich(funnels, kept))
            yield break;
        var names = string.Join(" and ", funnels.Select(it => $"'{it.Name}'"));
        yield return $"funnel is needed: contents ask who has converted, and this site has {names}.";
    }

    /// <remarks>The database gives a value back with its members in another order, so values are compared as
    /// values.</remarks>
    private static bool SameExceptVersion(SlotDefined a, SlotDefined b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options)
        );
}
