using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Somebody else appended to the same stream at the same time, and was faster.</summary>
public static class AppendConflict
{
    /// <remarks>Marten knows most of them by name; where two begin a stream, or wait for each other, the database's own
    /// words come through.</remarks>
    public static bool Is(Exception failure) =>
        failure is ConcurrencyException or ExistingStreamIdCollisionException
        || failure
            is MartenCommandException
            {
                InnerException: PostgresException
                {
                    SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected
                }
            };
}
