using JourneyEngine.Cli.Simulation;
using JourneyEngine.Http;

namespace JourneyEngine.Cli.Streams;

/// <summary>The id of a visitor as the log has it. What looks like an e-mail address, a phone or a payment card number is
/// stored as a keyed hash, for which the engine is asked.</summary>
internal static class StoredId
{
    /// <returns>Null where the engine does not know it, or was not found; it has been said why.</returns>
    public static async Task<string?> Of(string visitor, string url, string keys, CancellationToken cancellation)
    {
        if (VisitorIds.WithoutSecret(visitor) is { } known)
            return known;
        string? stored = null;
        await AskEngine.With(
            url,
            keys,
            async engine =>
            {
                var path = "/v1/visitors?id=" + Uri.EscapeDataString(visitor);
                stored = (await engine.Get(path, cancellation)).Text("visitor");
                return AskEngine.Good;
            },
            cancellation
        );
        return stored;
    }
}
