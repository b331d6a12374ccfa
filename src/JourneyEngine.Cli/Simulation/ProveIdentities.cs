using JourneyEngine.Sites.Identity;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Does what a site's server does that tells its pages who is signed in.</summary>
internal static class ProveIdentities
{
    /// <returns>The messages, each with a proof of its user id where it has one.</returns>
    public static async Task<IReadOnlyList<Message>> Of(
        EngineClient engine,
        IReadOnlyList<Message> messages,
        CancellationToken cancellation
    )
    {
        var made = await engine.Put("/v1/identity-secrets/" + DemoSite.IdentitySecret, new { }, cancellation);
        var secret = made.Text("secret");
        return
        [
            .. messages.Select(it => it.User is { } user ? it with { Proof = IdentityProof.Of(secret, user) } : it),
        ];
    }
}
