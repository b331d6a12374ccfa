using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>A private cluster in the data folder: started with the host, stopped with it, adopted where it outlived the
/// last one.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>All connections of hosts carry it; a host that stops leaves the server to those that are
    /// left.</summary>
    internal const string ApplicationName = LogModule.ApplicationName;

    private readonly string _dataFolder;
    private readonly Cluster _cluster;
    private readonly Binaries _binaries;
    private readonly ILogger _logger;
    private NpgsqlConnection? _presence;
    private int _presenceProcess;

    private EmbeddedPostgres(string dataFolder, Cluster cluster, Binaries binaries, ILogger logger) =>
        (_dataFolder, _cluster, _binaries, _logger) = (dataFolder, cluster, binaries, logger);

    /// <summary>As the role that owns the engine's database and nothing else.</summary>
    public string ConnectionString => _cluster.ConnectionString(_cluster.Engine);

    /// <summary>As the role that may only read schema <c>journey</c>.</summary>
    public string ReaderConnectionString => _cluster.ConnectionString(_cluster.Reader);

    /// <summary>As the role that owns the vault's schema and sees nothing else.</summary>
    public string VaultConnectionString => _cluster.ConnectionString(_cluster.Vault!);

    /// <summary>As the role that may only read the views for BI tools.</summary>
    public string BiConnectionString => _cluster.ConnectionString(_cluster.Bi!);

    /// <exception cref="PostgresException">PostgreSQL is not installed or does not start; the message says what to
    /// do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the server is not left running.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string dataFolder,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        dataFolder = Directory.CreateDirectory(dataFolder).FullName;
        await using var alone = await FolderLock.Take(dataFolder, cancellation);
        var made = ClusterFile.Find(dataFolder) ?? await NewCluster.Make(dataFolder, logger);
        var binaries = Binaries.Find(made.Version);
        var cluster = await Server.Running(made, binaries, logger, cancellation);
        var postgres = new EmbeddedPostgres(dataFolder, cluster, binaries, logger);
        try
        {
            cluster.Save(dataFolder);
            await Roles.Ensure(cluster, cancellation);
            await postgres.Announce(cancellation);
            return postgres;
        }
        catch
        {
            await postgres.StopAlone();
            throw;
        }
    }

    /// <summary>Whether the server's process is there; it may still be starting.</summary>
    public bool IsRunning => PostmasterFile.Read(_cluster)?.IsServerOf(_cluster) == true;

    /// <summary>Starts a server that has died, at the address where everybody looks for it; or finds that another host
    /// has.</summary>
    /// <exception cref="PostgresException">It does not start, or another program has its port.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        await using var alone = await FolderLock.Take(_dataFolder, cancellation);
        await Server.RunningAgain(_cluster, _binaries, _logger, cancellation);
        if (_presence is not null)
            await _presence.DisposeAsync();
        await Announce(cancellation);
    }

    /// <summary>Stops the server, unless another host works with it. Connections of this process must be closed
    /// before.</summary>
    public async Task StopAsync()
    {
        await using var alone = await FolderLock.Take(_dataFolder, CancellationToken.None);
        await StopAlone();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task Announce(CancellationToken cancellation)
    {
        _presence = new NpgsqlConnection(_cluster.ServerConnectionString(ApplicationName));
        await _presence.OpenAsync(cancellation);
        _presenceProcess = _presence.ProcessID;
    }

    private async Task StopAlone()
    {
        foreach (
            var pooled in new[] { ConnectionString, ReaderConnectionString, VaultConnectionString, BiConnectionString }
        )
        {
            await using var connection = new NpgsqlConnection(pooled);
            NpgsqlConnection.ClearPool(connection);
        }

        if (_presence is not null)
            await _presence.DisposeAsync();
        if (await OtherHosts.AreConnected(_cluster, _presenceProcess))
            _logger.LogInformation("PostgreSQL stays up: another host is connected to it.");
        else
            await Server.Stop(_cluster, _binaries);
    }
}
