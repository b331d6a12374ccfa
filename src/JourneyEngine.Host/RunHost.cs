using JourneyEngine.Host.Monitoring;
using JourneyEngine.Host.Postgres;
using JourneyEngine.Settings;
using Npgsql;
using PostgresException = JourneyEngine.Host.Postgres.PostgresException;

namespace JourneyEngine.Host;

/// <summary>The host as a process: reads its settings, finds or starts PostgreSQL, serves until it is told to stop.</summary>
public static class RunHost
{
    private const int CannotStart = 1;

    /// <summary>Longer than this a server that is there lets nobody wait.</summary>
    private const int ConnectSeconds = 5;
    private const int CancelMilliseconds = 1_000;

    public static async Task<int> Run(string[] args)
    {
        using var stop = new StopSignals();
        var builder = JourneyHost.Builder(args);
        // Before all settings are known to be right: what is wrong with them is told in the same form.
        using var logging = LoggerFactory.Create(new SettingsReader(builder.Configuration).Read<LogSettings>().Apply);
        try
        {
            var settings = HostConfiguration.Require(builder, logging.CreateLogger<HostConfiguration>());
            foreach (var warning in StartWarnings.Of(settings))
                logging.CreateLogger<HostConfiguration>().LogWarning("{Warning}", warning);
            var host = settings.Host;
            await using var embedded = host.Database is null
                ? await EmbeddedPostgres.StartAsync(
                    host.DataFolder,
                    logging.CreateLogger<EmbeddedPostgres>(),
                    stop.Asked
                )
                : null;
            var connection = Named(embedded?.ConnectionString ?? host.Database!);
            await using var database = new NpgsqlDataSourceBuilder(connection) { Name = "engine" }.Build();
            await AwaitServer.Run(database, logging.CreateLogger<NpgsqlDataSource>(), stop.Asked);
            await ServerSettings.RequireDurable(database, stop.Asked);
            await ServerSettings.RequireOwner(database, stop.Asked);
            var vault = settings.Vault with { Database = settings.Vault.Database ?? embedded?.VaultConnectionString };
            if (embedded is not null)
                builder.Services.AddSingleton(embedded).AddHostedService<RestartPostgresService>();
            await using var app = JourneyHost.Build(builder, settings with { Vault = vault }, database);
            await app.RunAsync(stop.Asked);
            return 0;
        }
        catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure)
            when (failure
                    is WrongSettingsException
                        or PostgresException
                        or NpgsqlException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return CannotStart;
        }
    }

    private static string Named(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = EmbeddedPostgres.ApplicationName,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timeout = ConnectSeconds,
            CancellationTimeout = CancelMilliseconds,
        }.ConnectionString;
}
