using System.Text.Json;
using JourneyEngine.Settings;
using Npgsql;

namespace JourneyEngine.Cli;

/// <summary>The engine's database.</summary>
internal static class Database
{
    private sealed record Role(string User, string Password);

    private sealed record Cluster(string Host, int Port, string Database, Role Engine, Role Reader);

    /// <summary>By <c>JOURNEY_DB</c>, or the reader's role of the embedded cluster in the data folder; to read
    /// only.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    /// <exception cref="WrongSettingsException"><c>JOURNEY_DB</c> is no connection string.</exception>
    public static NpgsqlDataSource OpenToRead() =>
        Open(cluster => cluster.Reader, "-c default_transaction_read_only=on");

    /// <summary>By <c>JOURNEY_DB</c>, or the owner's role of the embedded cluster in the data folder.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    /// <exception cref="WrongSettingsException"><c>JOURNEY_DB</c> is no connection string.</exception>
    public static NpgsqlDataSource OpenAsOwner() => Open(cluster => cluster.Engine, null);

    private static NpgsqlDataSource Open(Func<Cluster, Role> role, string? options)
    {
        var reader = SettingsReader.OfEnvironment();
        var settings = reader.Read<EngineSettings>();
        reader.Require();
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(settings.Database ?? Embedded(settings.DataFolder, role))
            {
                ApplicationName = "journey",
                Options = options,
            }
        );
    }

    private static string Embedded(string dataFolder, Func<Cluster, Role> role)
    {
        var file = Path.GetFullPath(Path.Combine(dataFolder, "postgres.json"));
        if (!File.Exists(file))
            throw new FileNotFoundException(
                $"No database found: {file} is not there. Start the engine with ops/run, or set JOURNEY_DATA or "
                    + "JOURNEY_DB."
            );
        var cluster = JsonSerializer.Deserialize<Cluster>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        return new NpgsqlConnectionStringBuilder
        {
            Host = cluster.Host,
            Port = cluster.Port,
            Database = cluster.Database,
            Username = role(cluster).User,
            Password = role(cluster).Password,
        }.ConnectionString;
    }
}
