using System.Security.Claims;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Sites.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>
/// Makes a key of a name, or changes until when, for whose pages, and for what it holds. To rotate: make another, let
/// the apps change over, revoke the first.
/// </summary>
public static class PutKey
{
    /// <param name="Scope"><c>write</c>, <c>read</c> or <c>admin</c>.</param>
    /// <param name="ExpiresAt">ISO 8601, in the future, by the site's clocks; never where absent.</param>
    /// <param name="Origins">Origins whose pages may use it, such as <c>https://shop.example</c>; those of all where
    /// absent. Servers, which send no origin, may in any case.</param>
    /// <param name="Links"> Of a write key: false where what comes with it shall not say that two ids are one visitor,
    /// nor find a visitor by such a word. A key that is in pages is known to all, and whoever guesses a user id could
    /// tie it to a pseudonym of theirs; a site that minds gives pages a key without, and its servers another. Where
    /// absent a key stays as it is, and a new one links.
    /// </param>
    /// <param name="Consents">Of a write key: false where what its items signal of consent shall be nobody's choice; one
    /// that refuses to be measured is not stored all the same. Where absent a key stays as it is, and a new one
    /// speaks.</param>
    /// <param name="Details">Of a write key: false where its identify calls shall tell no details. Where absent a key
    /// stays as it is, and a new one tells.</param>
    /// <param name="Vouches">Of a write key: true where only the site's server has it. Then the engine takes its word
    /// for it that two ids are one person. Where absent a key stays as it is, and a new one does not.</param>
    [AnsweredOnly("name", "prefix", "createdAt", "revokedAt", "key")]
    public sealed record Asked(
        string? Scope = null,
        string? ExpiresAt = null,
        string[]? Origins = null,
        bool? Links = null,
        bool? Consents = null,
        bool? Details = null,
        bool? Vouches = null
    );

    /// <param name="Key">Only where it was made just now: it is stored nowhere, and cannot be shown again.</param>
    public sealed record Held(
        string Name,
        string Scope,
        string Prefix,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt,
        string[] Origins,
        bool Links,
        bool Consents,
        bool Details,
        bool Vouches,
        string? Key
    );

    public static async Task<IResult> Handle(
        string name,
        [FromBody] Asked body,
        ClaimsPrincipal user,
        KeyRegistry book,
        SiteKeys keys,
        ConfigurationCache cache,
        SiteConfiguration configuration,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (site, scope, origins) = (user.Site(), CheckKey.Scope(name, body), body.Origins ?? []);
        var until = await Expiry.Of(body.ExpiresAt, "key", site, configuration, clock.GetUtcNow(), cancellation);
        var before = await book.Find(site, name, cancellation);
        if (before is not null && before.Scope != body.Scope)
            throw Taken(name, before.Scope);
        if (before?.ExpiresAt <= clock.GetUtcNow())
            throw new UnacceptableException(
                $"Key '{name}' has expired, and is not to come back to life: DELETE it, then make another of that "
                    + $"name.",
                StatusCodes.Status409Conflict
            );
        var links = body.Links ?? before?.Links ?? true;
        var consents = body.Consents ?? before?.Consents ?? true;
        var details = body.Details ?? before?.Details ?? true;
        var vouches = body.Vouches ?? before?.Vouches ?? false;
        string? made = null;
        if (before is null)
        {
            try
            {
                made = await keys.Issue(
                    site,
                    scope,
                    cancellation,
                    name,
                    until,
                    origins,
                    links,
                    consents,
                    details,
                    vouches
                );
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw Taken(name, "other");
            }
        }
        else if (!await book.Change(site, name, until, origins, links, consents, details, vouches, cancellation))
        {
            throw new UnacceptableException(RevokeKey.LastOne, StatusCodes.Status409Conflict);
        }

        cache.Invalidate();
        var now = (await book.Find(site, name, cancellation))!;
        var held = new Held(
            now.Name,
            now.Scope,
            now.Prefix,
            now.CreatedAt,
            now.ExpiresAt,
            now.Origins,
            now.Links,
            now.Consents,
            now.Details,
            now.Vouches,
            made
        );
        return made is null ? Results.Ok(held) : Results.Created("/v1/keys", held);
    }

    private static UnacceptableException Taken(string name, string scope) =>
        new(
            $"There is another key '{name}' ({scope}). Take another name, or revoke that one.",
            StatusCodes.Status409Conflict
        );
}
