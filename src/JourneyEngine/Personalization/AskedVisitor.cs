using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Sites.Identity;

namespace JourneyEngine.Personalization;

/// <summary>Whom an evaluation request asks for.</summary>
/// <param name="Proved">False where the id stands for another visitor, and nothing proves that who asks is that one:
/// nothing is decided then.</param>
public sealed record AskedVisitor(string Visitor, CurrentJourney Journey, bool Proved)
{
    /// <summary>Why the default is shown and nothing is decided, so that nothing is stored; null where it is
    /// decided.</summary>
    /// <remarks>Ids can be made up: of one under which nothing was done, asking leaves no trace.</remarks>
    public string? Undecided(Mode mode) =>
        !Proved ? DefaultReasons.NotProved
        : mode != Mode.Personalize ? DefaultReasons.NoConsent
        : Journey.Journey.Visits.IsEmpty ? DefaultReasons.NeverSeen
        : null;
}

/// <summary>Finds whom an evaluation request asks for.</summary>
/// <remarks>
/// Apps name a visitor by the id that they have: of the device that is used, or of the user. Either means the person,
/// as far as the site's server stands for it. A key that is in pages is known to all, and user ids can be guessed:
/// nobody learns by one where another person stands.
/// </remarks>
public sealed class VisitorFinder(
    WarmJourneys journeys,
    WarmPersons persons,
    VisitorIds visitorIds,
    IdentitySecrets secrets
)
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
        var own = await journeys.Read(site, id, cancellation);
        var person = await persons.Of(site, own, id, cancellation);
        // Also one whose devices are all shared, or only claimed: user ids can be guessed.
        var isUser = own.LinkedTo is not null || (person.IsUser(id) && person.Named > 1);
        if (isUser && !await IsProved(user, named, proof, cancellation))
            return new AskedVisitor(id, own, Proved: false);
        if (person.IsAlone)
            return new AskedVisitor(id, own, Proved: true);
        // Where nothing was done under the user id itself, it is the device that is shown something.
        var visitor = own.StandsFor is { } device && person.Has(device) ? device : id;
        return new AskedVisitor(visitor, await persons.Journey(site, person, visitor, cancellation), Proved: true);
    }

    private async ValueTask<bool> IsProved(
        ClaimsPrincipal user,
        string named,
        string? proof,
        CancellationToken cancellation
    ) =>
        user.MayLink()
        && (
            user.Vouches()
            || (proof is not null && IdentityProof.Holds(proof, named, await secrets.Of(user.Site(), cancellation)))
        );
}
