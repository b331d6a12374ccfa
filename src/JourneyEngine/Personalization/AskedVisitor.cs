using System.Security.Claims;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Sites.Identity;

namespace JourneyEngine.Personalization;

/// <summary>Whom an evaluation request asks for.</summary>
/// <param name="Proved">False where the id stands for another visitor, and nothing proves that who asks is that one:
/// nothing is decided then.</param>
public sealed record AskedVisitor(string Visitor, CurrentJourney Journey, bool Proved)
{
    public const string NotProved = "identity not proved";

    /// <summary>Finds them.</summary>
    /// <remarks>
    /// Apps name a visitor by the id that they have: it may be a user id that the site's server linked to
    /// the device that is used. A key that is in pages is known to all, and user ids can be
    /// guessed: nobody learns by it where another person stands.
    /// </remarks>
    public sealed class Finder(WarmJourneys journeys, VisitorIds visitorIds, IdentitySecrets secrets)
    {
        /// <param name="proof">See <see cref="IdentityProof"/>; null if none was sent.</param>
        public async ValueTask<AskedVisitor> Of(
            ClaimsPrincipal user,
            string named,
            string? proof,
            CancellationToken cancellation
        )
        {
            var site = user.Site();
            var id = visitorIds.Of(site, named);
            var journey = await journeys.Read(site, id, cancellation);
            if (journey.LinkedTo is null)
                return new AskedVisitor(id, journey, Proved: true);
            var isProved =
                user.MayLink()
                && (
                    user.Vouches()
                    || (proof is not null && IdentityProof.Holds(proof, named, await secrets.Of(site, cancellation)))
                );
            return !isProved ? new AskedVisitor(id, journey, Proved: false)
                : journey.StandsFor is { } visitor
                    ? new AskedVisitor(visitor, await Of(site, visitor, journey, cancellation), Proved: true)
                : new AskedVisitor(id, journey, Proved: true);
        }

        /// <summary>The device's journey; what was chosen under the user id holds for it, where it is
        /// stricter.</summary>
        private async ValueTask<CurrentJourney> Of(
            string site,
            string device,
            CurrentJourney user,
            CancellationToken cancellation
        )
        {
            var found = await journeys.Read(site, device, cancellation);
            return user.Journey.Consents.IsEmpty
                ? found
                : found with
                {
                    Journey = found.Journey with { Consents = found.Journey.Consents.Stricter(user.Journey.Consents) },
                };
        }
    }
}
