using JourneyEngine.Sites.Identity;

namespace JourneyEngine.Collection.Steps;

/// <summary>Tells a link that the site's server stands for, by its key or by an identity proof, from one that anybody
/// with a key that is in pages may claim.</summary>
internal static class ProveIdentity
{
    public const string NotProved = "the identity proof is not right, so the link of the ids is claimed only";

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        if (pending.Alias is null)
            return pending;
        if (terms.Vouches || pending.Sent.WasVouched)
            return pending with { Vouched = true };
        if (pending.Sent.IdentityProof is not { } proof)
            return pending;
        // A proof is of the user who is signed in, and not of another id that the event names.
        return
            !pending.IsAboutAnother && IdentityProof.Holds(proof, pending.Sent.UserId.Text ?? "", terms.IdentitySecrets)
            ? pending with
            {
                Vouched = true,
            }
            : pending with
            {
                NotProved = true,
            };
    }
}
