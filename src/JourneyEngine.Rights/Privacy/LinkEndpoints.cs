using System.ComponentModel.DataAnnotations;
using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A link that lets a visitor in, as the site asks for it, and who was let in and did what.</summary>
internal static class LinkEndpoints
{
    private const int UsuallyAudited = 100;
    private const int MostAudited = 1_000;

    public sealed record LinkAsked(string? Visitor, int Seconds = 900);

    public sealed record LinkMade(string Url, DateTimeOffset ExpiresAt);

    public static void MapLinks(this IEndpointRouteBuilder rights)
    {
        rights.MapPost(
            "/links",
            async (
                LinkAsked asked,
                HttpContext http,
                PrivacySession sessions,
                PublicAddress address,
                VisitorIds ids,
                AuditLog audit,
                TimeProvider clock,
                CancellationToken cancellation
            ) =>
            {
                var site = await Access.Site(http);
                if (
                    string.IsNullOrWhiteSpace(asked.Visitor)
                    || asked.Seconds < 1
                    || asked.Seconds > PrivacySession.LongestLink.TotalSeconds
                )
                    throw new UnacceptableException(
                        $"Name the visitor; seconds are 1 to {PrivacySession.LongestLink.TotalSeconds}."
                    );
                var visitor = ids.Of(site, asked.Visitor);
                await audit.Note(site, visitor, "site", "link", cancellation);
                var lifetime = TimeSpan.FromSeconds(asked.Seconds);
                // Behind a proxy the request knows neither the scheme nor the name that visitors call the host by.
                var here = address.Known ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
                return new LinkMade(
                    new Uri(here, sessions.Link(site, visitor, lifetime)).ToString(),
                    clock.GetUtcNow() + lifetime
                );
            }
        );
        rights.MapGet(
            "/audit",
            async (
                HttpContext http,
                [Range(1, MostAudited)] int? limit,
                AuditLog audit,
                CancellationToken cancellation
            ) => await audit.Read(await Access.Site(http), limit ?? UsuallyAudited, cancellation)
        );
    }
}
