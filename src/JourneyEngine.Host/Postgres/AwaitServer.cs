using System.Net.Sockets;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>Waits for a server that is not there yet: hosts and databases are often started together.</summary>
internal static class AwaitServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int TurnsBetweenWords = 15;

    /// <exception cref="PostgresException">It is there and lets this host not in: a wrong password, no such
    /// database.</exception>
    public static async Task Run(NpgsqlDataSource database, ILogger logger, CancellationToken cancellation)
    {
        for (var turn = 0; ; turn++)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                return;
            }
            catch (NpgsqlException failure) when (MayCome(failure))
            {
                if (turn % TurnsBetweenWords == 0)
                    logger.LogWarning(
                        "PostgreSQL does not answer yet at {Server} ({Failure}); the host waits for it.",
                        Server(database),
                        failure.Message
                    );
                await Task.Delay(Pause, cancellation);
            }
            catch (NpgsqlException failure)
            {
                throw new PostgresException(
                    $"PostgreSQL at {Server(database)} does not let this host in: {failure.Message.ReplaceLineEndings(" ")}. "
                        + "Where JOURNEY_DB names a server of your own, ops/runbooks/first-start.md says how its role and "
                        + "database are made."
                );
            }
        }
    }

    private static string? Server(NpgsqlDataSource database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString).Host;

    private static bool MayCome(NpgsqlException failure) =>
        failure.InnerException is SocketException or TimeoutException or IOException
        || failure.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections;
}
