using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>As <c>ops/restore</c> leaves it: nobody is let in before the end of the log is reached, which may take
/// long.</summary>
public sealed class an_embedded_cluster_goes_through_a_restored_log : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task while_the_host_waits_for_it()
    {
        await using (var made = await Embedded.Start(_folder))
            await Embedded.Run(
                made.ConnectionString,
                "create table journey.kept (it int); insert into journey.kept values (7)"
            );
        var end = Path.Combine(_folder, "end-of-the-log");
        var data = Path.Combine(Embedded.Folder(_folder), "data");
        await File.AppendAllLinesAsync(
            Path.Combine(data, "postgresql.auto.conf"),
            [
                "hot_standby = off",
                "restore_command = 'if grep -q standby postmaster.pid; then until [ -e "
                    + $"\"{end}\" ]; do sleep 0.05; done; fi; false'",
            ]
        );
        File.Create(Path.Combine(data, "recovery.signal")).Dispose();

        var starting = Embedded.Start(_folder);
        await Eventually.Sees(IsRefused, it => it);
        starting.IsCompleted.Should().BeFalse();
        File.Create(end).Dispose();

        await using var postgres = await starting;
        (await Embedded.Ask<int>(postgres.ConnectionString, "select it from journey.kept")).Should().Be(7);
    }

    private async Task<bool> IsRefused()
    {
        var port = File.Exists(Embedded.PidFile(_folder)) ? PortOf(Embedded.PidFile(_folder)) : 0;
        if (port == 0)
            return false;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(_folder)) { Port = port }.ConnectionString
        );
        try
        {
            await connection.OpenAsync();
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return File.ReadAllText(Embedded.PidFile(_folder)).Contains("standby", StringComparison.Ordinal);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int PortOf(string pidFile) =>
        int.TryParse(File.ReadLines(pidFile).ElementAtOrDefault(3), out var port) ? port : 0;
}
