using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>Starts, adopts and stops the server of a cluster.</summary>
internal static class Server
{
    private const int PortTries = 5;
    private static readonly TimeSpan AfterOrphans = TimeSpan.FromMilliseconds(500);

    /// <summary>A process of a server that was killed ends when it next looks whether the server is there.</summary>
    private static readonly TimeSpan OrphansEnd = TimeSpan.FromMinutes(2);

    /// <summary>A server that replays its log after a crash answers late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>The cluster with the port on which its server answers.</returns>
    /// <exception cref="PostgresException">It does not start; the message has the end of its log.</exception>
    public static async Task<Cluster> Running(
        Cluster cluster,
        Binaries binaries,
        ILogger logger,
        CancellationToken cancellation
    ) => await Adopted(cluster, logger, cancellation) ?? await Started(cluster, binaries, cancellation);

    /// <summary>As <see cref="Running"/>, but nowhere else than where it was.</summary>
    /// <exception cref="PostgresException">It does not start; or another program has its port.</exception>
    public static async Task RunningAgain(
        Cluster cluster,
        Binaries binaries,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        if (await Adopted(cluster, logger, cancellation) is null)
            await Started(cluster, binaries, cancellation, elsewhere: false);
    }

    /// <exception cref="PostgresException">It does not stop.</exception>
    public static Task Stop(Cluster cluster, Binaries binaries) =>
        PostmasterFile.Read(cluster)?.IsServerOf(cluster) == true
            ? Unprivileged.Run(
                binaries["pg_ctl"],
                "stop",
                "-D",
                cluster.Data,
                "-m",
                "fast",
                "-w",
                "-t",
                Seconds(Patience)
            )
            : Task.CompletedTask;

    private static async Task<Cluster?> Adopted(Cluster cluster, ILogger logger, CancellationToken cancellation)
    {
        var giveUp = DateTime.UtcNow + Patience;
        while (PostmasterFile.Read(cluster) is { } file && file.IsServerOf(cluster))
        {
            var running = cluster with { Port = file.Port };
            if (file.Port > 0 && await Answers(running, cancellation))
            {
                logger.LogInformation("PostgreSQL is still running (process {Process}); it is adopted.", file.Process);
                return running;
            }

            if (DateTime.UtcNow > giveUp)
                throw new PostgresException(
                    $"PostgreSQL runs as process {file.Process} but does not answer.{ServerLog.EndOf(cluster, 0)}"
                );
            await Task.Delay(100, cancellation);
        }

        return null;
    }

    private static async Task<bool> Answers(Cluster cluster, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ServerConnectionString("journey-adopts"));
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException failure) when (failure.IsTransient || failure.InnerException is SocketException)
        {
            // Still starting, or already stopping.
            return false;
        }
    }

    /// <param name="elsewhere">Whether another port will do where its own is taken.</param>
    private static async Task<Cluster> Started(
        Cluster cluster,
        Binaries binaries,
        CancellationToken cancellation,
        bool elsewhere = true
    )
    {
        PostmasterFile.DeleteIfForeign(cluster);
        var waited = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            var starting = cluster with
            {
                Port = !elsewhere || (tries == 1 && LocalPort.IsFree(cluster.Port)) ? cluster.Port : LocalPort.Free(),
            };
            ServerLog.Begin(cluster);
            var told = File.Exists(cluster.Log) ? new FileInfo(cluster.Log).Length : 0;
            var options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c port={starting.Port} -c listen_addresses={starting.Host} -c unix_socket_directories=''"
            );
            var (exitCode, said) = await Unprivileged.Try(
                binaries["pg_ctl"],
                "start",
                "-D",
                cluster.Data,
                "-l",
                cluster.Log,
                "-o",
                options,
                "-w",
                "-t",
                Seconds(Patience)
            );
            if (exitCode == 0)
                return await Recovered(starting, binaries, told, cancellation);
            var end = ServerLog.EndOf(cluster, told);
            if (end.Contains("is still in use", StringComparison.Ordinal) && waited.Elapsed < OrphansEnd)
            {
                await Task.Delay(AfterOrphans, cancellation);
                tries--;
                continue;
            }

            if (
                !elsewhere
                || tries == PortTries
                || !end.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
            )
                throw new PostgresException($"PostgreSQL does not start: {said.Split('\n')[^1]}{end}");
        }
    }

    /// <summary>After a restore pg_ctl comes back while the server still goes through its log, for as long as that takes,
    /// and lets nobody in.</summary>
    private static async Task<Cluster> Recovered(
        Cluster cluster,
        Binaries binaries,
        long told,
        CancellationToken cancellation
    )
    {
        try
        {
            while (PostmasterFile.Read(cluster)?.IsServerOf(cluster) == true)
            {
                if (await Answers(cluster, cancellation))
                    return cluster;
                await Task.Delay(100, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await Stop(cluster, binaries);
            throw;
        }

        throw new PostgresException($"PostgreSQL ended while it recovered.{ServerLog.EndOf(cluster, told)}");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
