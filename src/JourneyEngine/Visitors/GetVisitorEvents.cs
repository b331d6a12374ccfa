using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>A visitor's stream as CloudEvents 1.0, one JSON text a line (NDJSON), in the order they were
/// stored.</summary>
public static class GetVisitorEvents
{
    public static async Task<IResult> Handle(
        string id,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        LinkedVisitors aliases,
        CancellationToken cancellation
    )
    {
        var visitor = await aliases.Resolve(user.Site(), id, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var events = await Streams.Read(connection, user.Site(), visitor, 0, cancellation);
        if (events.Count == 0)
            return GetVisitor.NoSuchVisitor();
        return Results.Stream(
            async body =>
            {
                foreach (var stored in events)
                {
                    await JsonSerializer.SerializeAsync(
                        body,
                        StoredCloudEvent.Of(stored, visitor),
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
