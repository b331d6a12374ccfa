using System.Globalization;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>A host with a PostgreSQL of its own, for tests that harm it.</summary>
public sealed class OwnPostgres : IAsyncLifetime
{
    private readonly string _folder = TemporaryFolder.New();

    public HostProcess Host { get; private set; } = null!;

    public Site Site { get; private set; } = null!;

    /// <summary>The server itself, without the host.</summary>
    public string ConnectionString => Embedded.AsSuperuser(_folder);

    public int Process => Embedded.ServerProcess(_folder);

    public async Task InitializeAsync()
    {
        Host = await HostProcess.Start(_folder, database: null);
        Site = await Site.Demo(Host, _folder);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>To the server and all of its processes.</summary>
    /// <remarks>Those rename themselves, so they are known by their parent.</remarks>
    public async Task Signal(string signal)
    {
        var server = Process;
        foreach (
            var process in Directory
                .EnumerateDirectories("/proc")
                .Select(it => int.TryParse(Path.GetFileName(it), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(it => it == server || (it > 0 && ParentOf(it) == server))
                .ToList()
        )
            await Embedded.Signal(process, signal);
    }

    private static int ParentOf(int process)
    {
        try
        {
            return int.Parse(
                File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1],
                CultureInfo.InvariantCulture
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
