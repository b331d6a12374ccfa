using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.Host.Details;

/// <summary>The way to the vault, opened when it is first needed: whatever is wrong with the vault, the host starts and collects.</summary>
internal sealed class VaultDoor(VaultSettings settings) : IAsyncDisposable
{
    private readonly Lock _turn = new();
    private NpgsqlDataSource? _database;
    private KeyStore? _keys;
    private DetailVault? _vault;
    private bool _isHeld;

    /// <summary>Lets nobody in until <see cref="Release"/>: those who were erased may be in it again.</summary>
    public void Hold() => Volatile.Write(ref _isHeld, true);

    public void Release() => Volatile.Write(ref _isHeld, false);

    /// <summary>Whether this host has a vault at all.</summary>
    public bool IsConfigured => settings.Database is not null;

    /// <exception cref="VaultUnavailableException">There is none, or its keys cannot be read.</exception>
    public DetailVault Open() =>
        Volatile.Read(ref _isHeld) ? throw new VaultUnavailableException("The erase ledger is not applied to the vault yet.") : Reach();

    /// <summary>The same past the hold, to apply the erase ledger.</summary>
    public DetailVault Reach()
    {
        lock (_turn)
        {
            if (settings.Database is not { } database)
                throw new VaultUnavailableException("This host has no vault: JOURNEY_VAULT_DB names its database.");
            _keys ??= new KeyStore(settings.KeyStore, VaultKeys.Read(settings));
            _database ??= NpgsqlDataSource.Create(database);
            return _vault ??= new DetailVault(_database, _keys);
        }
    }

    /// <summary>Wraps visitors' keys under the current key, where they are under one of before.</summary>
    /// <exception cref="VaultUnavailableException">There is no vault, or its keys cannot be read.</exception>
    public int Rewrap(CancellationToken cancellation)
    {
        _ = Reach();
        return _keys!.Rewrap(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
