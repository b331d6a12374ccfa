using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace JourneyEngine.Personalization;

/// <summary>Defines a slot, or its next version: what may be shown there, to whom, and how one of them is chosen.</summary>
public static class DefineSlot
{
    public static async Task<ProblemDetails> Validate(string slot, SlotBody body, IDocumentSession session, Configuration configuration, CancellationToken cancellation)
    {
        var latest = await configuration.Latest<SlotDefined>(session.TenantId, StreamNames.Slot(slot), cancellation);
        var funnels = await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation);
        string[] errors = [.. CheckSlot.Errors(slot, body, body.FunnelAmong(funnels, latest?.Funnel))];
        if (body.ConvertedInWhich(funnels, latest?.Funnel))
            errors = [.. errors, $"funnel is needed: contents ask who has converted, and this site has {string.Join(" and ", funnels.Select(it => $"'{it.Name}'"))}."];
        return errors is []
            ? WolverineContinue.NoProblems
            : new ProblemDetails { Status = StatusCodes.Status422UnprocessableEntity, Title = "This is not a slot", Detail = string.Join(" ", errors) };
    }

    /// <returns>The slot as defined, and <c>warnings</c> where there are any.</returns>
    [WolverinePut("/v1/slots/{**slot}"), Authorize(Policy = "admin"), Tags("Personalization"), ProducesResponseType<SlotDefined>(StatusCodes.Status200OK)]
    public static async Task<IResult> Put(
        string slot, SlotBody body, IDocumentSession session, Configuration configuration, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        var stream = await session.Events.FetchForWriting<SlotVersions>(StreamNames.Slot(slot), cancellation);
        var latest = stream.Aggregate?.Latest;
        var funnel = body.FunnelAmong(await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation), latest?.Funnel);
        if (Next(slot, latest, body, funnel?.Name, clock.GetUtcNow()) is { } next)
        {
            stream.AppendOne(next);
            await session.SaveChangesAsync(cancellation);
            if (next.Outcome is not null || latest?.Outcome is not null)
                await Progress.Await(database, session.TenantId, settled: false, cancellation);
            latest = next;
        }

        return Warned.Answer(latest!, [.. DoubtSlot.Warnings(body, funnel)]);
    }

    /// <returns>The next version, or nothing where the latest one already says the same.</returns>
    internal static SlotDefined? Next(string slot, SlotDefined? latest, SlotBody body, string? funnel, DateTimeOffset at)
    {
        var next = body.ToSlot(slot, (latest?.Version ?? 0) + 1, at, funnel);
        return latest is not null && SameExceptVersion(latest, next) ? null : next;
    }

    /// <remarks>The database gives a value back with its members in another order, so values are compared as values.</remarks>
    private static bool SameExceptVersion(SlotDefined a, SlotDefined b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options));
}
