using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace JourneyEngine.Exam.Engine;

/// <summary>An engine with an embedded PostgreSQL in a folder of its own, gone afterwards.</summary>
internal sealed class Laboratory : IAsyncDisposable
{
    private const int LowestPort = 31_000;
    private const int Ports = 1_500;
    private static int _ports = Environment.ProcessId * 10;

    private readonly bool _isOwnFolder;

    /// <summary>Elsewhere: the volume of the engine's folder may be full.</summary>
    private readonly string _logs = Directory.CreateTempSubdirectory("journey-exam-logs-").FullName;

    private Laboratory(string folder, bool isOwnFolder)
    {
        (Folder, _isOwnFolder) = (folder, isOwnFolder);
        Server = new ServerUnderExam(Path.Combine(folder, "data"));
        Host = NewHost([], "host");
    }

    public string Folder { get; }

    public ServerUnderExam Server { get; }

    public HostUnderExam Host { get; }

    public string WriteKey { get; private set; } = "";

    public string ReadKey { get; private set; } = "";

    public string AdminKey { get; private set; } = "";

    /// <summary>What hosts and PostgreSQL wrote.</summary>
    public IEnumerable<string> Logs =>
        Directory.EnumerateFiles(_logs, "*.log").Append(Server.LogFile).Where(File.Exists);

    /// <param name="folder">An empty one of one's own; null for any other.</param>
    /// <param name="programs">Folder with the host's program; null for the one that was built with the exam.</param>
    public static async Task<Laboratory> Open(string? folder = null, string? programs = null)
    {
        var at = folder ?? Path.Combine(Path.GetTempPath(), $"journey-exam-{Guid.NewGuid():N}");
        Directory.CreateDirectory(at);
        var laboratory = new Laboratory(at, folder is null);
        laboratory.Host.Start(programs);
        await laboratory.Host.UntilReady();
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(at, "data", "demo.keys.json")))!;
        laboratory.WriteKey = (string)keys["writeKey"]!;
        laboratory.ReadKey = (string)keys["readKey"]!;
        laboratory.AdminKey = (string)keys["adminKey"]!;
        await laboratory.Configure();
        return laboratory;
    }

    /// <summary>Another host, not yet started.</summary>
    /// <param name="settings">Variables besides those that all hosts of this laboratory have, or in their place.</param>
    public HostUnderExam NewHost(Dictionary<string, string> settings, string name)
    {
        var all = new Dictionary<string, string>
        {
            ["JOURNEY_DATA"] = Path.Combine(Folder, "data"),
            ["JOURNEY_DB"] = "",
            // One machine sends what a whole web does.
            ["JOURNEY_LIMIT_ADDRESS"] = "0",
            ["JOURNEY_LIMIT_KEY"] = "0",
            ["JOURNEY_LIMIT_SITE"] = "0",
            ["JOURNEY_LIMIT_WRONG"] = "0",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return new HostUnderExam(new Uri($"http://127.0.0.1:{FreePort()}"), all, Path.Combine(_logs, $"{name}.log"));
    }

    /// <param name="host">The one that is asked; null for the laboratory's own.</param>
    public HttpClient Client(string key, HostUnderExam? host = null)
    {
        var http = new HttpClient { BaseAddress = (host ?? Host).Address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonNode> Get(string path, HostUnderExam? host = null)
    {
        using var http = Client(ReadKey, host);
        return (await http.GetFromJsonAsync<JsonNode>(path))!;
    }

    /// <summary>Below those that the system gives away, each once.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (Interlocked.Increment(ref _ports) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Host.DisposeAsync();
        }
        finally
        {
            await Server.End();
            Directory.Delete(_logs, recursive: true);
            if (_isOwnFolder)
                Directory.Delete(Folder, recursive: true);
        }
    }

    private async Task Configure()
    {
        using var http = Client(AdminKey);
        var goal = new
        {
            stages = new object[]
            {
                new { name = "aware", when = new[] { new { kind = "page" } } },
                new
                {
                    name = "customer",
                    goal = true,
                    when = new[] { new { kind = "track", name = new[] { "order" } } },
                },
            },
        };
        (await http.PutAsJsonAsync("/v1/funnels/exam", goal)).EnsureSuccessStatusCode();
        (await http.PutAsJsonAsync("/v1/settings", new { mode = "personalize" })).EnsureSuccessStatusCode();
        var hero = new
        {
            @default = new { name = "welcome", value = "Welcome" },
            contents = new object[]
            {
                new
                {
                    name = "guide",
                    value = "Read",
                    stages = new[] { "aware" },
                },
            },
        };
        (await http.PutAsJsonAsync("/v1/slots/hero", hero)).EnsureSuccessStatusCode();
    }
}
