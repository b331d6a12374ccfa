namespace JourneyEngine.Privacy.Ledger;

/// <summary>The erase ledger cannot be read or written, or is not what was written: nothing may be erased then.</summary>
public sealed class ErasureLedgerException(string message, Exception? cause = null) : IOException(message, cause);
