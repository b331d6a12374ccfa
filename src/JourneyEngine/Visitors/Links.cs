using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Links;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>Which pseudonyms the site said are one visitor, and how to take that back.</summary>
public static class Links
{
    /// <param name="Visitor">The pseudonym whose stream holds what the visitor did.</param>
    /// <param name="Alias">The other one, by which the visitor is found, too.</param>
    /// <param name="Vouched">Whether the site's server stands for it; otherwise a page said it.</param>
    public sealed record Link(string Visitor, string Alias, bool Vouched);

    /// <returns>Those that name a pseudonym on either side, in ordinal order.</returns>
    public static async Task<Link[]> Of(
        string id,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return
        [
            .. (await IdentityLinks.Of(connection, user.Site(), [id], [id], long.MaxValue, cancellation))
                .GroupBy(it => (it.Device, it.User))
                .Select(it => new Link(it.Key.Device, it.Key.User, it.Any(link => link.Vouched)))
                .OrderBy(it => it.Visitor, StringComparer.Ordinal)
                .ThenBy(it => it.Alias, StringComparer.Ordinal),
        ];
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
        FactLog log,
        CancellationToken cancellation
    )
    {
        return await Forget(user.Site(), id, alias, forget, log, cancellation) > 0
            ? Results.NoContent()
            : Results.Problem(
                "These two are not linked; see GET /v1/visitors/{id}/links.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such link"
            );
    }

    /// <returns>How many links there were.</returns>
    public static async Task<int> Forget(
        string site,
        string id,
        string alias,
        DeleteFacts forget,
        FactLog log,
        CancellationToken cancellation
    )
    {
        var gone = 0;
        foreach (var (visitor, other) in new[] { (id, alias), (alias, id) })
        {
            var links = await forget.Run(
                site,
                visitor,
                DeletionReasons.Unlinked,
                (_, events) =>
                    events.Where(it =>
                        it.Type == LinkFacts.Type && FactJson.Read<IdentityLinked>(it.Data).Alias == other
                    ),
                cancellation
            );
            gone += links;
            // Said with less or more certainty, the same is taken back, too.
            if (links > 0)
                await log.Append(
                    site,
                    [
                        .. new[] { false, true }.Select(vouched => new NewFact(
                            visitor,
                            EngineIds.Link(visitor, other, vouched),
                            new FactForgotten(DeletionReasons.Unlinked)
                        )),
                    ]
                );
        }

        return gone;
    }
}
