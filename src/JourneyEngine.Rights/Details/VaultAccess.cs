using JourneyEngine.Log;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.Rights.Details;

/// <summary>The way to the vault, opened when it is first needed: whatever is wrong with the vault, the host starts and
/// collects.</summary>
public sealed class VaultAccess(VaultSettings settings) : IAsyncDisposable
{
    private readonly Lock _turn = new();
    private NpgsqlDataSource? _database;
    private KeyEncryptionKeys? _ring;
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
        Volatile.Read(ref _isHeld)
            ? throw new VaultUnavailableException("The erase ledger is not applied to the vault yet.")
            : Reach();

    /// <summary>The same past the hold, to apply the erase ledger.</summary>
    public DetailVault Reach()
    {
        lock (_turn)
        {
            if (settings.Database is not { } database)
                throw new VaultUnavailableException("This host has no vault: JOURNEY_VAULT_DB names its database.");
            _ring ??= VaultKeys.Read(settings);
            _keys ??= new KeyStore(settings.KeyStoreFile, _ring);
            _database ??= Source(database);
            return _vault ??= new DetailVault(_database, _keys);
        }
    }

    /// <returns>By which the store of visitors' keys is told from others.</returns>
    /// <exception cref="VaultUnavailableException">There is no vault, or its keys cannot be read.</exception>
    public string KeyStoreId()
    {
        _ = Reach();
        return _keys!.Id;
    }

    /// <summary>Wraps visitors' keys under the current key, where they are under one of before.</summary>
    /// <returns>How many there were, and the keys under which none is left.</returns>
    /// <exception cref="VaultUnavailableException">There is no vault, or its keys cannot be read.</exception>
    public (int Count, string Earlier) Rewrap(CancellationToken cancellation)
    {
        _ = Reach();
        return (_keys!.Rewrap(cancellation), string.Join(", ", _ring!.EarlierIds));
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private static NpgsqlDataSource Source(string given)
    {
        try
        {
            return new NpgsqlDataSourceBuilder(
                new NpgsqlConnectionStringBuilder(given)
                {
                    ApplicationName = LogModule.ApplicationName,
                    // Who owns a database decides where names are looked up in it, and could put functions in the place of
                    // PostgreSQL's own.
                    SearchPath = "pg_catalog",
                }.ConnectionString
            )
            {
                Name = "vault",
            }.Build();
        }
        catch (Exception failure)
            when (failure is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // What it says is not passed on: it may quote the password.
            throw new VaultUnavailableException("JOURNEY_VAULT_DB is not a connection string for PostgreSQL.");
        }
    }
}
