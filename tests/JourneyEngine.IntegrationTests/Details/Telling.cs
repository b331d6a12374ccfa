using JourneyEngine.Vault;

namespace JourneyEngine.IntegrationTests.Details;

/// <summary>What tests tell the vault, and read from it.</summary>
internal static class Telling
{
    public static Task<bool> Told(
        this DetailVault vault,
        DataSubject owner,
        DeclaredField field,
        string value,
        params string[] purposes
    ) => vault.Put(owner, field, new(value), purposes.Length > 0 ? purposes : ["updates"], OneVault.Noon, default);

    public static async Task<Dictionary<string, string>> Known(this DetailVault vault, DataSubject owner) =>
        (await vault.Read(owner, default)).ToDictionary(it => it.Field, it => it.Value);

    public static async Task<VaultUnavailableException> Refused(this Func<Task> what) =>
        (await what.Should().ThrowAsync<VaultUnavailableException>()).Which;
}
