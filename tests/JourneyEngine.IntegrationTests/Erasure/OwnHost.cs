using System.Diagnostics;
using JourneyEngine.IntegrationTests.Host;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Erasure;

/// <summary>A host with an embedded cluster and a data folder of its own, to be stopped, restored and looked
/// into.</summary>
internal sealed class OwnHost : IAsyncDisposable
{
    private HostProcess? _host;

    public string Folder { get; } = TemporaryFolder.New();

    public string Log { get; private set; } = "";

    public string KeyFile => Path.Combine(Folder, "vault", "keys.db");

    public Site Site { get; private set; } = null!;

    public async Task Start()
    {
        _host = await HostProcess.Start(Folder, null);
        Site = await Site.Demo(_host, Folder);
    }

    public async Task Stop()
    {
        await _host!.DisposeAsync();
        Log += _host.Output;
        _host = null;
    }

    /// <summary>The host without farewell; PostgreSQL goes on.</summary>
    public async Task Kill()
    {
        await _host!.Kill();
        Log += _host.Output;
        _host = null;
    }

    /// <summary>As the superuser, who sees every schema.</summary>
    public NpgsqlDataSource Database() =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(Folder)) { Database = "journey" }.ConnectionString
        );

    /// <summary>While it is stopped: a copy of the whole cluster, as a cold backup is one.</summary>
    public string BackUp()
    {
        var copy = TemporaryFolder.New();
        Run("cp", "-a", Embedded.Folder(Folder), Path.Combine(copy, "cluster"));
        return copy;
    }

    public void Restore(string backup)
    {
        Run("rm", "-rf", Embedded.Folder(Folder));
        Run("cp", "-a", Path.Combine(backup, "cluster"), Embedded.Folder(Folder));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Run("rm", "-rf", Folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }
}
