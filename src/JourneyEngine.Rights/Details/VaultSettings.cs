using JourneyEngine.Settings;

namespace JourneyEngine.Rights.Details;

/// <summary>Where declared details and their keys are.</summary>
/// <remarks>Whatever is wrong here, the host starts and collects: it shows when the vault is first needed.</remarks>
public sealed record VaultSettings
{
    [Setting(
        "JOURNEY_VAULT_DB",
        "The database of the vault of declared details, as the vault's own role",
        Takes = "a connection string",
        Absent = "the embedded PostgreSQL, and no vault with a PostgreSQL of your own",
        IsSecret = true
    )]
    public string? Database { get; init; }

    [Setting(
        "JOURNEY_VAULT_KEYSTORE",
        "The file of visitors' wrapped keys: on other backups than the database",
        Takes = "a file, which is made if it is not there",
        Absent = "vault/keys.db in the data folder",
        ReadBy = "host, ops/backup, ops/restore"
    )]
    public string? KeyStore { get; init; }

    [Setting(
        "JOURNEY_VAULT_KEYS",
        "The keys that visitors' keys are wrapped under, the current one first",
        Takes = "id:base64,id:base64 with 32 random bytes each",
        Absent = "made once, and kept in vault.keys of the data folder",
        IsSecret = true
    )]
    public string? Keys { get; init; }

    /// <summary>Where files lie that have no place of their own.</summary>
    public string DataFolder { get; init; } = "";

    public string KeyStoreFile => Path.GetFullPath(KeyStore ?? Path.Combine(DataFolder, "vault", "keys.db"));

    /// <summary>Holds the wrapping keys that no configuration gives.</summary>
    public string KeysFile => Path.Combine(DataFolder, "vault.keys");
}
