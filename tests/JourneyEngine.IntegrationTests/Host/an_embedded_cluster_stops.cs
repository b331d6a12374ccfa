using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class an_embedded_cluster_stops : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task without_leaving_a_process_or_an_open_port()
    {
        var postgres = await Embedded.Start(_folder);
        var (process, port) = (Embedded.ServerProcess(_folder), (int)Embedded.Document(_folder)["port"]!);
        Embedded.Answers(port).Should().BeTrue();
        await postgres.StopAsync();
        await Embedded.Gone(process);
        Embedded.Answers(port).Should().BeFalse();
        File.Exists(Embedded.PidFile(_folder)).Should().BeFalse("it stopped in order");
    }

    [Fact]
    public async Task before_it_starts_again_with_its_committed_rows()
    {
        await using (var first = await Embedded.Start(_folder))
            await Embedded.Run(
                first.ConnectionString,
                "create table journey.kept (it int); insert into journey.kept values (7)"
            );
        await using var second = await Embedded.Start(_folder);
        (await Embedded.Ask<int>(second.ReaderConnectionString, "select it from journey.kept")).Should().Be(7);
    }

    [Fact]
    public async Task before_its_folder_is_moved_and_it_starts_again_there()
    {
        var moved = _folder + "-moved";
        await using (var first = await Embedded.Start(_folder))
            await Embedded.Run(
                first.ConnectionString,
                "create table journey.kept (it int); insert into journey.kept values (7)"
            );
        Directory.Move(_folder, moved);
        await using (var second = await Embedded.Start(moved))
            (await Embedded.Ask<int>(second.ConnectionString, "select it from journey.kept")).Should().Be(7);
        Directory.Move(moved, _folder);
    }

    [Fact]
    public async Task twice_without_an_error()
    {
        var postgres = await Embedded.Start(_folder);
        await postgres.StopAsync();
        await postgres.DisposeAsync();
    }

    [Fact]
    public async Task only_after_the_last_of_two_hosts_stops()
    {
        var (first, second) = (await Embedded.Start(_folder), await Embedded.Start(_folder));
        await first.StopAsync();
        (await Embedded.Ask<int>(second.ConnectionString, "select 1")).Should().Be(1);
        var process = Embedded.ServerProcess(_folder);
        await second.StopAsync();
        await Embedded.Gone(process);
    }

    /// <summary>Whatever the interleaving: who has started can work.</summary>
    [Fact]
    public async Task while_four_hosts_start_and_stop_it_concurrently()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    for (var turn = 0; turn < 3; turn++)
                    {
                        var postgres = await Embedded.Start(_folder);
                        (await Embedded.Ask<int>(postgres.ConnectionString, "select 1")).Should().Be(1);
                        await postgres.StopAsync();
                    }
                })
        );
        File.Exists(Embedded.PidFile(_folder)).Should().BeFalse();
    }

    [Fact]
    public async Task only_after_a_host_that_uses_it_as_external_server_disconnects()
    {
        var postgres = await Embedded.Start(_folder);
        await using (
            var other = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(postgres.ConnectionString)
                {
                    Pooling = false,
                    ApplicationName = "journey-host",
                }.ConnectionString
            )
        )
        {
            await other.OpenAsync();
            await postgres.StopAsync();
            Embedded.IsAlive(Embedded.ServerProcess(_folder)).Should().BeTrue();
        }

        await postgres.StopAsync();
        File.Exists(Embedded.PidFile(_folder)).Should().BeFalse();
    }
}
