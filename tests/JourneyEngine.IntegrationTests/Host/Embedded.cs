using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JourneyEngine.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>What tests of the embedded cluster ask of it, without the code under test.</summary>
internal static class Embedded
{
    public static Task<EmbeddedPostgres> Start(string dataFolder) =>
        EmbeddedPostgres.StartAsync(dataFolder, NullLogger.Instance, CancellationToken.None);

    public static JsonNode Document(string dataFolder) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(dataFolder, "postgres.json")))!;

    public static string Folder(string dataFolder) => Path.Combine(dataFolder, (string)Document(dataFolder)["folder"]!);

    public static string PidFile(string dataFolder) => Path.Combine(Folder(dataFolder), "data", "postmaster.pid");

    public static int ServerProcess(string dataFolder) =>
        int.Parse(File.ReadLines(PidFile(dataFolder)).First(), CultureInfo.InvariantCulture);

    public static string AsSuperuser(string dataFolder)
    {
        var document = Document(dataFolder);
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = (int)document["port"]!,
            Database = "postgres",
            Pooling = false,
            Username = (string)document["superuser"]!["user"]!,
            Password = (string)document["superuser"]!["password"]!,
        }.ConnectionString;
    }

    public static async Task<T> Ask<T>(string connectionString, string statement)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(statement);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task Run(string connectionString, string statement)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Signal(int process, string signal)
    {
        using var kill = Process.Start(
            "/bin/sh",
            ["-c", string.Create(CultureInfo.InvariantCulture, $"kill {signal} {process}")]
        );
        await kill.WaitForExitAsync();
    }

    /// <summary>A dead process that nobody has buried yet does not count.</summary>
    public static bool IsAlive(int process)
    {
        var status = $"/proc/{process}/stat";
        return File.Exists(status) && File.ReadAllText(status).Split(") ")[1][0] != 'Z';
    }

    /// <remarks>PostgreSQL says that it has stopped a moment before its process ends.</remarks>
    public static async Task Gone(int process)
    {
        var waited = Stopwatch.StartNew();
        while (IsAlive(process))
        {
            waited.Elapsed.Should().BeLessThan(HostProcess.Patience, "process {0} ends", process);
            await Task.Delay(20);
        }
    }

    public static bool Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
