namespace JourneyEngine.Vault;

/// <summary>The vault or its keys cannot be reached. Nothing was taken in; the message holds no detail.</summary>
public sealed class VaultUnavailableException(string what, Exception? cause = null) : Exception(what, cause);
