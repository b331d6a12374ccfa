namespace JourneyEngine.Privacy.Ledger;

/// <summary>Where the erase ledger is.</summary>
/// <param name="Place">A file, or the connection string of a database.</param>
/// <param name="File">Where it lies as a file while nothing else is said: what it holds is taken over by a
/// database.</param>
/// <param name="IsWithOwnServer">Whether the engine's database is on a server that other hosts can reach, too.</param>
public sealed record LedgerSettings(string Place, string File, bool IsWithOwnServer);
