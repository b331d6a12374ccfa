using System.Security.Claims;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>Ends a key: at once on this host, after a fifth of a second on every other.</summary>
public static class RevokeKey
{
    internal const string LastOne =
        "It is the last admin key of the site that does not expire: make another first, or nobody could.";

    public static async Task<IResult> Handle(
        string name,
        ClaimsPrincipal user,
        KeyRegistry book,
        ConfigurationCache cache,
        CancellationToken cancellation
    )
    {
        if (await book.Find(user.Site(), name, cancellation) is null)
            return Results.Problem(
                $"There is no key '{name}'; see GET /v1/keys.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such key"
            );
        if (!await book.Revoke(user.Site(), name, cancellation))
            throw new UnacceptableException(LastOne, StatusCodes.Status409Conflict);
        cache.Invalidate();
        return Results.NoContent();
    }
}
