using JourneyEngine.Http;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Details;

/// <summary>The keys that visitors' keys are wrapped under: from configuration, or made once and kept for the owner's
/// eyes only.</summary>
public static class VaultKeys
{
    /// <exception cref="VaultUnavailableException">They are not of the form that is asked for, or cannot be read or
    /// made.</exception>
    public static KeyEncryptionKeys Read(VaultSettings settings)
    {
        try
        {
            return KeyEncryptionKeys.Parse(
                settings.Keys ?? PrivateFile.ReadOrMake(settings.KeysFile, () => KeyEncryptionKeys.New("1"))
            );
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new VaultUnavailableException(failure.Message);
        }
    }
}
