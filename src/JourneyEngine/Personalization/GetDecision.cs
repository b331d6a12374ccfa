using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>Why this was shown.</summary>
public static class GetDecision
{
    public static async Task<IResult> Handle(Guid id, ClaimsPrincipal user, DecisionLog decisions, CancellationToken cancellation) =>
        await decisions.Find(user.Site(), [id], cancellation) is [var (_, offered)] ? Results.Ok(offered) : NoSuchDecision();

    /// <summary>All decisions about a visitor, oldest first.</summary>
    public static async Task<IResult> OfVisitor(string id, ClaimsPrincipal user, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var events = await Streams.Read(connection, user.Site(), id, 0, cancellation);
        return Results.Ok(events.Select(it => FactJson.Read(it.Type, it.Data)).OfType<ContentOffered>());
    }

    internal static IResult NoSuchDecision() =>
        Results.Problem("This site has made no such decision.", statusCode: StatusCodes.Status404NotFound, title: "No such decision");
}
