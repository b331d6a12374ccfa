using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>What is stored of a visitor, over all devices, as CloudEvents 1.0, one JSON text a line (NDJSON), in the order they were
/// stored.</summary>
public static class GetVisitorEvents
{
    public static async Task<IResult> Handle(
        string id,
        [FromQuery] string? device,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        PersonReader persons,
        CancellationToken cancellation
    )
    {
        var person = await persons.OfRequest(user.Site(), id, device, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var events = await Streams.Read(connection, user.Site(), person, cancellation);
        if (events.Count == 0)
            return GetVisitor.NoSuchVisitor();
        return Results.Stream(
            async body =>
            {
                foreach (var stored in events)
                {
                    await JsonSerializer.SerializeAsync(
                        body,
                        StoredCloudEvent.Of(stored, stored.Visitor!),
                        FactJson.Options,
                        cancellation
                    );
                    await body.WriteAsync("\n"u8.ToArray(), cancellation);
                }
            },
            "application/x-ndjson"
        );
    }
}
