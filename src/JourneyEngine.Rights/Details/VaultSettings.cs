namespace JourneyEngine.Rights.Details;

/// <summary>Where declared details and their keys are.</summary>
/// <param name="Database">Connection string of the vault's own role (<c>JOURNEY_VAULT_DB</c>); nothing where there is no vault.</param>
/// <param name="KeyStore">File of the visitors' wrapped keys (<c>JOURNEY_VAULT_KEYSTORE</c>): on other backups than the database.</param>
/// <param name="Keys">Keys that they are wrapped under, current first (<c>JOURNEY_VAULT_KEYS</c>: <c>id:base64,id:base64</c>).</param>
/// <param name="KeysFile">Where those are kept when no configuration gives them.</param>
public sealed record VaultSettings(string? Database, string KeyStore, string? Keys, string KeysFile)
{
    public static VaultSettings FromEnvironment(string dataFolder, string? embedded) => new(
        Given("JOURNEY_VAULT_DB") ?? embedded,
        Path.GetFullPath(Given("JOURNEY_VAULT_KEYSTORE") ?? Path.Combine(dataFolder, "vault", "keys.db")),
        Given("JOURNEY_VAULT_KEYS"),
        Path.Combine(dataFolder, "vault.keys"));

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
