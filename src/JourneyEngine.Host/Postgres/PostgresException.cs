namespace JourneyEngine.Host.Postgres;

/// <summary>There is no database to work with; the message says what to do about it.</summary>
public sealed class PostgresException(string message) : Exception(message);
