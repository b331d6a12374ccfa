using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Store;
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
        var errors = CheckSlot.Errors(slot, body, await FunnelOf(body, session, configuration, cancellation)).ToArray();
        return errors.Length == 0
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
        if (Next(slot, latest, body, clock.GetUtcNow()) is { } next)
        {
            stream.AppendOne(next);
            await session.SaveChangesAsync(cancellation);
            if (next.Outcome is not null || latest?.Outcome is not null)
                await Progress.Await(database, session.TenantId, settled: false, cancellation);
            latest = next;
        }

        return Answer(latest!, [.. DoubtSlot.Warnings(body, await FunnelOf(body, session, configuration, cancellation))]);
    }

    /// <returns>The next version, or nothing where the latest one already says the same.</returns>
    internal static SlotDefined? Next(string slot, SlotDefined? latest, SlotBody body, DateTimeOffset at)
    {
        var next = body.ToSlot(slot, (latest?.Version ?? 0) + 1, at);
        return latest is not null && SameExceptVersion(latest, next) ? null : next;
    }

    /// <remarks>The database gives a value back with its members in another order, so values are compared as values.</remarks>
    private static bool SameExceptVersion(SlotDefined a, SlotDefined b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options));

    private static async Task<FunnelDefined?> FunnelOf(SlotBody body, IDocumentSession session, Configuration configuration, CancellationToken cancellation)
    {
        var funnels = await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation);
        return body.Funnel is null ? (funnels.Count == 1 ? funnels[0] : null) : funnels.Find(it => it.Name == body.Funnel);
    }

    private static IResult Answer(SlotDefined defined, string[] warnings)
    {
        var answer = JsonSerializer.SerializeToNode(defined, FactJson.Options)!.AsObject();
        if (warnings.Length > 0)
            answer["warnings"] = new JsonArray([.. warnings.Select(it => (JsonNode)it)]);
        return Results.Json(answer);
    }
}
