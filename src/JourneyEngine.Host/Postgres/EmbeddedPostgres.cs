using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>A private cluster in the data folder: started with the host, stopped with it, adopted where it outlived the last one.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    internal const string ApplicationName = "journey-host";
    private const int PortTries = 5;

    private static readonly string[] Settings =
    [
        "shared_buffers=256MB", "max_wal_size=2GB", "wal_compression=on", "max_connections=200",
        "idle_in_transaction_session_timeout=60s", "log_min_messages=warning",
    ];

    private readonly Cluster _cluster;
    private readonly string _binaries;

    private EmbeddedPostgres(Cluster cluster, string binaries) => (_cluster, _binaries) = (cluster, binaries);

    /// <summary>As the role that owns the engine's database and nothing else.</summary>
    public string ConnectionString => _cluster.ConnectionString(_cluster.Engine);

    /// <summary>As the role that may only read.</summary>
    public string ReaderConnectionString => _cluster.ConnectionString(_cluster.Reader);

    /// <exception cref="PostgresException">PostgreSQL is not installed or does not start; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string dataFolder, ILogger logger, CancellationToken cancellation)
    {
        Directory.CreateDirectory(dataFolder);
        var binaries = Binaries.Folder();
        var cluster = Cluster.Find(dataFolder) ?? await Make(dataFolder, binaries, logger, cancellation);
        var postgres = new EmbeddedPostgres(await Running(cluster, binaries, logger, cancellation), binaries);
        postgres._cluster.Save(dataFolder);
        await Roles.Ensure(postgres._cluster, cancellation);
        return postgres;
    }

    /// <summary>Stops the cluster, unless another host works with it.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (await Roles.OtherHosts(_cluster) == 0)
            await Unprivileged.Try(Path.Combine(_binaries, "pg_ctl"), ["stop", "-D", _cluster.Data, "-m", "fast", "-w"], CancellationToken.None);
    }

    private static async Task<Cluster> Make(string dataFolder, string binaries, ILogger logger, CancellationToken cancellation)
    {
        var cluster = Cluster.New(await Place(dataFolder, logger, cancellation));
        var password = Path.Combine(cluster.Folder, "password");
        await File.WriteAllTextAsync(password, cluster.Superuser.Password, cancellation);
        await Unprivileged.Own(cluster.Folder, cancellation);
        await Unprivileged.Run(Path.Combine(binaries, "initdb"),
            ["-D", cluster.Data, "-U", cluster.Superuser.User, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C", "--data-checksums"], cancellation);
        File.Delete(password);
        await File.AppendAllLinesAsync(Path.Combine(cluster.Data, "postgresql.conf"), Settings, cancellation);
        cluster.Save(dataFolder);
        return cluster;
    }

    /// <remarks>
    /// As root the cluster belongs to another user, and that one may not reach the data folder: nobody's folders are opened for it,
    /// the cluster goes elsewhere. What the data folder says of it makes a fresh data folder a fresh cluster all the same.
    /// </remarks>
    private static async Task<string> Place(string dataFolder, ILogger logger, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(Path.Combine(dataFolder, "postgres"));
        if (Directory.Exists(folder))
            folder += "-" + Guid.NewGuid().ToString("N")[..8];
        await Unprivileged.Own(folder, cancellation);
        if (await Unprivileged.CanReach(folder, cancellation))
            return folder;
        Directory.Delete(folder);
        folder = Path.Combine("/var/lib/journeyengine", Guid.NewGuid().ToString("N")[..12]);
        await Unprivileged.Own(folder, cancellation);
        logger.LogInformation("PostgreSQL does not run as root and its user cannot reach the data folder, so its files are in {Folder}.", folder);
        return folder;
    }

    private static async Task<Cluster> Running(Cluster cluster, string binaries, ILogger logger, CancellationToken cancellation)
    {
        var control = Path.Combine(binaries, "pg_ctl");
        if ((await Unprivileged.Try(control, ["status", "-D", cluster.Data], cancellation)).ExitCode == 0 && PortOf(cluster) is { } port)
        {
            logger.LogInformation("The embedded PostgreSQL is still running; it is adopted.");
            return cluster with { Port = port };
        }

        for (var tries = 1; ; tries++)
        {
            var started = cluster with { Port = FreePort() };
            var options = string.Create(CultureInfo.InvariantCulture, $"-c port={started.Port} -c listen_addresses={started.Host} -c unix_socket_directories=''");
            var (exitCode, said) = await Unprivileged.Try(control, ["start", "-D", cluster.Data, "-l", cluster.Log, "-o", options, "-w", "-t", "120"], cancellation);
            if (exitCode == 0)
                return started;
            if (tries == PortTries)
                throw new PostgresException($"The embedded PostgreSQL does not start. {said}\n{string.Join('\n', File.ReadLines(cluster.Log).TakeLast(5))}");
        }
    }

    /// <summary>The fourth line of <c>postmaster.pid</c>.</summary>
    private static int? PortOf(Cluster cluster)
    {
        var file = Path.Combine(cluster.Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
