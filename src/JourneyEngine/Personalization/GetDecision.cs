using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>Why this was shown.</summary>
public static class GetDecision
{
    private static readonly string OfferedType = StoredFacts.NameOf(typeof(ContentOffered));

    public static async Task<IResult> Handle(Guid id, ClaimsPrincipal user, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select data::text from journey.mt_events where id = $1 and tenant_id = $2 and type = $3");
        command.Parameters.Add(new() { Value = FactIds.Of(user.Site(), id.ToString()) });
        command.Parameters.Add(new() { Value = user.Site() });
        command.Parameters.Add(new() { Value = OfferedType });
        return await command.ExecuteScalarAsync(cancellation) is string data
            ? Results.Ok(FactJson.Read<ContentOffered>(data))
            : Results.Problem("This site has made no such decision.", statusCode: StatusCodes.Status404NotFound, title: "No such decision");
    }

    /// <summary>All decisions about a visitor, oldest first.</summary>
    public static async Task<IResult> OfVisitor(string id, ClaimsPrincipal user, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var events = await Streams.Read(connection, user.Site(), id, 0, cancellation);
        return Results.Ok(events.Where(it => it.Type == OfferedType).Select(it => FactJson.Read<ContentOffered>(it.Data)));
    }
}
