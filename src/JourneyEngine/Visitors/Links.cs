using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>Which pseudonyms the site said are one visitor, and how to take that back.</summary>
public static class Links
{
    private static readonly string LinkType = StoredFacts.NameOf(typeof(IdentityLinked));

    /// <param name="Visitor">The pseudonym whose stream holds what the visitor did.</param>
    /// <param name="Alias">The other one, by which the visitor is found, too.</param>
    public sealed record Link(string Visitor, string Alias);

    /// <returns>Those that name a pseudonym on either side.</returns>
    public static async Task<Link[]> Of(
        string id,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(
            "select visitor, alias from journey.aliases where site = $1 and $2 in (alias, visitor) order by position"
        );
        command.Parameters.Add(new() { Value = user.Site() });
        command.Parameters.Add(new() { Value = id });
        var links = new List<Link>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            links.Add(new Link(reader.GetString(0), reader.GetString(1)));
        return [.. links];
    }

    /// <summary>
    /// Takes back that two pseudonyms are one visitor, whichever is named first. The link itself is forgotten, so that
    /// erasing the one leaves no trace of it with the other; an interaction that carries both does not bring it back,
    /// an identify or alias call of its own does.
    /// </summary>
    public static async Task<IResult> Undo(
        string id,
        string alias,
        ClaimsPrincipal user,
        DeleteFacts forget,
        CancellationToken cancellation
    )
    {
        var gone = 0;
        foreach (var (visitor, other) in new[] { (id, alias), (alias, id) })
            gone += await forget.Run(
                user.Site(),
                visitor,
                DeletionReasons.Unlinked,
                (_, events) =>
                    events.Where(it => it.Type == LinkType && FactJson.Read<IdentityLinked>(it.Data).Alias == other),
                cancellation
            );
        return gone > 0
            ? Results.NoContent()
            : Results.Problem(
                "These two are not linked; see GET /v1/visitors/{id}/links.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such link"
            );
    }
}
