using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JourneyEngine.Host.Postgres;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class an_embedded_cluster_survives_its_host : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task to_be_adopted_by_the_next_host()
    {
        var killed = await HostProcess.Start(_folder, database: null);
        var process = Embedded.ServerProcess(_folder);
        await killed.Kill();
        Embedded.IsAlive(process).Should().BeTrue();

        var next = await HostProcess.Start(_folder, database: null);
        Embedded.ServerProcess(_folder).Should().Be(process);
        await next.DisposeAsync();
        await Embedded.Gone(process);
    }

    [Fact]
    public async Task by_recovering_committed_rows_after_it_was_killed()
    {
        var lost = await Embedded.Start(_folder);
        await Embedded.Run(
            lost.ConnectionString,
            "create table journey.kept (it int); insert into journey.kept values (7)"
        );
        await Killed();
        File.Exists(Embedded.PidFile(_folder)).Should().BeTrue();

        await using var next = await Embedded.Start(_folder);
        (await Embedded.Ask<int>(next.ConnectionString, "select it from journey.kept")).Should().Be(7);
    }

    /// <summary>It is in the middle of something when its server is killed, and holds what another server needs.</summary>
    [Fact]
    public async Task when_a_process_of_its_server_outlives_both()
    {
        var lost = await Embedded.Start(_folder);
        await using var busy = new NpgsqlConnection(lost.ConnectionString);
        await busy.OpenAsync();
        await Embedded.Signal(busy.ProcessID, "-STOP");
        await Embedded.Signal(Embedded.ServerProcess(_folder), "-KILL");

        var starting = Embedded.Start(_folder);
        await Eventually.Sees(
            () => Task.FromResult(File.ReadAllText(Path.Combine(Embedded.Folder(_folder), "postgres.log"))),
            it => it.Contains("is still in use")
        );
        await Embedded.Signal(busy.ProcessID, "-CONT");

        await using var next = await starting;
        (await Embedded.Ask<int>(next.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task despite_a_pid_file_that_names_another_program()
    {
        await Embedded.Start(_folder);
        await Killed();
        var lines = await File.ReadAllLinesAsync(Embedded.PidFile(_folder));
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(Embedded.PidFile(_folder), lines);

        await using var next = await Embedded.Start(_folder);
        (await Embedded.Ask<int>(next.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task on_another_port_if_the_old_one_is_taken()
    {
        await (await Embedded.Start(_folder)).StopAsync();
        var port = (int)Embedded.Document(_folder)["port"]!;
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await using var next = await Embedded.Start(_folder);
        ((int)Embedded.Document(_folder)["port"]!).Should().NotBe(port);
        (await Embedded.Ask<int>(next.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task despite_a_half_made_cluster_that_the_host_left()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Parent!.FullName, "unfinished"), "");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "PG_VERSION"), "15\n");

        await using var postgres = await Embedded.Start(_folder);
        (await Embedded.Ask<int>(postgres.ConnectionString, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task whose_start_is_cancelled_without_leaving_a_process()
    {
        await (await Embedded.Start(_folder)).StopAsync();
        for (var patience = 20; patience <= 320; patience *= 2)
        {
            using var cancelled = new CancellationTokenSource(patience);
            try
            {
                await (
                    await EmbeddedPostgres.StartAsync(
                        _folder,
                        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                        cancelled.Token
                    )
                ).StopAsync();
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }

            File.Exists(Embedded.PidFile(_folder)).Should().BeFalse();
        }
    }

    private async Task Killed()
    {
        var process = Embedded.ServerProcess(_folder);
        var children = Process
            .GetProcessesByName("postgres")
            .Select(it => it.Id)
            .Where(it =>
                File.Exists($"/proc/{it}/stat")
                && File.ReadAllText($"/proc/{it}/stat").Split(") ")[1].Split(' ')[1] == $"{process}"
            )
            .ToList();
        await Embedded.Signal(process, "-KILL");
        foreach (var ended in children.Append(process))
            await Embedded.Gone(ended);
    }
}
