using JourneyEngine.Privacy;
using JourneyEngine.Rights.Details;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Forgets a visitor: the ledger, then the vault's key and details, then the engine's own; gives the
/// certificate.</summary>
public sealed class EraseOnRequest(EraseVisitor erase, VaultAccess vault, AuditLog audit, Jws jws, TimeProvider clock)
{
    /// <param name="Certificate">A JSON Web Signature over <see cref="Statement"/>; <c>journey erase verify</c> checks
    /// it without asking us.</param>
    public sealed record Forgotten(Guid Id, DateTimeOffset ErasedAt, string Certificate, ErasureCertificate Statement);

    /// <param name="alongWithLinked">Whether the devices of a user id go too; only a site may ask that.</param>
    /// <exception cref="JourneyEngine.Vault.VaultUnavailableException">The vault cannot be reached. It is written down;
    /// asked again, or at the next start, it is completed.</exception>
    public async Task<Forgotten> Run(Caller caller, bool alongWithLinked, CancellationToken cancellation)
    {
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "erase", cancellation);
        var erasure = await erase.Run(
            caller.Site,
            caller.Visitor,
            alongWithLinked && !caller.IsVisitor,
            mark => Shred(caller.Site, mark),
            cancellation
        );
        var certificate = ErasureCertificate.Of(erasure, caller.Visitor);
        return new Forgotten(erasure.Id, erasure.At, certificate.Signed(jws), certificate);
    }

    /// <summary>What <see cref="Run"/> would take; nothing is changed.</summary>
    public async Task<ErasureScope> Scope(Caller caller, bool alongWithLinked, CancellationToken cancellation)
    {
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "erase, dry run", cancellation);
        return await erase.Scope(caller.Site, caller.Visitor, alongWithLinked && !caller.IsVisitor, cancellation);
    }

    private Task Shred(string site, byte[] mark) =>
        vault.IsConfigured
            ? vault.Reach().Shred(site, mark, clock.GetUtcNow(), CancellationToken.None)
            : Task.CompletedTask;
}
