using JourneyEngine.Http;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Details;

/// <summary>Before anything is erased: this host has the vault's key store that all hosts on the database have, or an
/// erasure would leave the visitor's key in another.</summary>
/// <remarks>A vault that cannot be reached is no other one: the host starts, and says what is wrong.</remarks>
public sealed class SameKeyStoreService(VaultAccess vault, DatabaseIdentity identity, KeyDerivation keys)
    : IHostedService
{
    private const string Part = "key store";

    /// <exception cref="DifferentHostException">It is another one, or there is none.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await identity.Find(Part, cancellationToken);
        if (!vault.IsConfigured)
        {
            if (known is not null)
                throw Different("has no vault, and", "Set JOURNEY_VAULT_DB, JOURNEY_VAULT_KEYSTORE and");
            return;
        }

        var (own, isInOrder) = await Own(cancellationToken);
        if (own is not null && known is null && isInOrder)
            known = await identity.FindOrSet(Part, own, cancellationToken);
        if (own is not null && known is not null && known != own)
            throw Different("has another key store of the vault, though", "Set JOURNEY_VAULT_KEYSTORE and");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>Null where the key store cannot be reached; whether the vault's rows have their keys there.</returns>
    private async Task<(string? KeyStore, bool IsInOrder)> Own(CancellationToken cancellation)
    {
        string? own = null;
        try
        {
            own = keys.Fingerprint($"{Part}/{vault.KeyStoreId()}");
            await vault.Reach().Ping(cancellation);
            return (own, true);
        }
        catch (VaultUnavailableException)
        {
            return (own, false);
        }
    }

    private static DifferentHostException Different(string what, string set) =>
        new(
            $"This host {what} the hosts on this database share one: whoever is erased here would keep their key there. "
                + $"{set} JOURNEY_VAULT_KEYS to theirs; ops/runbooks/lost-vault.md says how to bring a lost key store back, "
                + "and what to do where it is lost for good."
        );
}
