using System.Text.Json;
using Npgsql;

namespace JourneyEngine.Cli;

/// <summary>The engine's database, opened to read only.</summary>
internal static class Database
{
    private sealed record Reader(string User, string Password);

    private sealed record Cluster(string Host, int Port, string Database, Reader Reader);

    /// <summary>By <c>JOURNEY_DB</c>, or the reader's role of the embedded cluster in the data folder.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    public static NpgsqlDataSource OpenToRead()
    {
        var builder = new NpgsqlConnectionStringBuilder(Given("JOURNEY_DB") ?? Embedded(Given("JOURNEY_DATA") ?? ".journey"))
        {
            ApplicationName = "journey",
            Options = "-c default_transaction_read_only=on",
        };
        return NpgsqlDataSource.Create(builder);
    }

    private static string Embedded(string dataFolder)
    {
        var file = Path.GetFullPath(Path.Combine(dataFolder, "postgres.json"));
        if (!File.Exists(file))
            throw new FileNotFoundException($"No database found: {file} is not there. Start the engine with ops/run, or set JOURNEY_DATA or JOURNEY_DB.");
        var cluster = JsonSerializer.Deserialize<Cluster>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        return new NpgsqlConnectionStringBuilder
        {
            Host = cluster.Host,
            Port = cluster.Port,
            Database = cluster.Database,
            Username = cluster.Reader.User,
            Password = cluster.Reader.Password,
        }.ConnectionString;
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
