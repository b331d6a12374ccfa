using JourneyEngine.Http;

namespace JourneyEngine.Sites.Identity;

/// <summary>Until when what a site holds opens its doors.</summary>
internal static class Expiry
{
    /// <param name="what">What expires, as people call it.</param>
    /// <returns>Null for never: where nothing is said.</returns>
    /// <exception cref="UnacceptableException">It is no moment, or over.</exception>
    public static async Task<DateTimeOffset?> Of(
        string? text,
        string what,
        string site,
        SiteConfiguration configuration,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (text is null)
            return null;
        if (!IsoTime.TryRead(text, out var until, await configuration.Calendar(site, cancellation)))
            throw new UnacceptableException($"expiresAt takes {IsoTime.Form}; by the site's clocks without a zone.");
        return until > now
            ? until
            : throw new UnacceptableException($"expiresAt is in the future. To end a {what} now, DELETE it.");
    }
}
