namespace JourneyEngine.Vault;

/// <summary>A detail could not be sealed or opened. The message never holds a detail, a site or a visitor.</summary>
public sealed class SealException(string message, Exception? cause = null) : Exception(message, cause);
