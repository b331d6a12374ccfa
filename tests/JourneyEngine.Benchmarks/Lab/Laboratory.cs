using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JourneyEngine.Benchmarks.Load;
using Npgsql;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>The real host with an embedded PostgreSQL in a folder of its own, that the rivals use, too; all of it is
/// gone afterwards.</summary>
internal sealed class Laboratory : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"journey-bench-{Guid.NewGuid():N}");
    private readonly string _programs;
    private Process? _host;

    private Laboratory(string programs) => _programs = programs;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public Wrk Wrk => new(Address);

    public string WriteKey { get; private set; } = "";

    public string ReadKey { get; private set; } = "";

    public string AdminKey { get; private set; } = "";

    public NpgsqlDataSource Database { get; private set; } = null!;

    public static async Task<Laboratory> Open(string programs)
    {
        var laboratory = new Laboratory(programs);
        Directory.CreateDirectory(laboratory._folder);
        await laboratory.Start();
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(laboratory._folder, "demo.keys.json")))!;
        (laboratory.WriteKey, laboratory.ReadKey, laboratory.AdminKey) = (
            (string)keys["writeKey"]!,
            (string)keys["readKey"]!,
            (string)keys["adminKey"]!
        );
        await laboratory.Configure();
        return laboratory;
    }

    public async Task Start()
    {
        _host = Child.Start(
            "dotnet",
            [Path.Combine(_programs, "JourneyEngine.Host/bin/Release/net10.0/JourneyEngine.Host.dll")],
            new()
            {
                ["JOURNEY_URL"] = Address.ToString().TrimEnd('/'),
                ["JOURNEY_DATA"] = _folder,
                ["JOURNEY_DB"] = "",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                // One machine sends what a whole web does.
                ["JOURNEY_LIMIT_ADDRESS"] = "0",
                ["JOURNEY_LIMIT_KEY"] = "0",
                ["JOURNEY_LIMIT_SITE"] = "0",
                ["JOURNEY_LIMIT_LEARNING"] = "0",
            }
        );
        _host.OutputDataReceived += (_, _) => { };
        _host.ErrorDataReceived += (_, _) => { };
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException) when (waited.Elapsed < TimeSpan.FromMinutes(2) && !_host.HasExited)
            {
                // Not yet.
            }
        }

        Database = Owned("journey");
    }

    public async Task Stop()
    {
        await Database.DisposeAsync();
        await Child.Stop(_host!);
        NpgsqlConnection.ClearAllPools();
        _host = null;
    }

    /// <summary>As a projection that has never run finds the database.</summary>
    public async Task ForgetProjection()
    {
        await Run(
            """
            begin; select from journey.progress for update; truncate journey.journeys, journey.sums, journey.rules;
            update journey.progress set position = 0, epoch = epoch + 1; commit
            """
        );
    }

    /// <summary>The command line, as the database's owner.</summary>
    public Task<string> Journey(params string[] arguments) =>
        Child.Output(
            "dotnet",
            [Path.Combine(_programs, "JourneyEngine.Cli/bin/Release/net10.0/journey.dll"), .. arguments],
            new() { ["JOURNEY_DATA"] = _folder, ["JOURNEY_DB"] = "" }
        );

    /// <summary>Memory of the host's process in MB.</summary>
    public double HostMemory()
    {
        _host!.Refresh();
        return _host.WorkingSet64 / 1e6;
    }

    public HttpClient Reader()
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ReadKey);
        return http;
    }

    public HttpClient Writer()
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", WriteKey);
        return http;
    }

    /// <summary>Everything that is committed has reached the reports, and no journey waits to be folded anew under
    /// changed rules.</summary>
    public async Task Projected()
    {
        const string waiting = """
            select coalesce(max(seq_id), 0) - (select position from journey.progress)
                + (select count(*) from journey.rules where not settled) from journey.mt_events
            """;
        for (var waited = Stopwatch.StartNew(); await Number(waiting) > 0; await Task.Delay(100))
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(20))
                throw new TimeoutException("The projection does not catch up.");
        }
    }

    public async Task<long> Number(string query)
    {
        await using var command = Database.CreateCommand(query);
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task Run(string statements)
    {
        await using var command = Database.CreateCommand(statements);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A database of a rival's own, on the same server with the same settings.</summary>
    public async Task<NpgsqlDataSource> FreshDatabase(string name)
    {
        await using var server = Owned("postgres");
        await using (var drop = server.CreateCommand($"drop database if exists {name} with (force)"))
            await drop.ExecuteNonQueryAsync();
        await using (var create = server.CreateCommand($"create database {name}"))
            await create.ExecuteNonQueryAsync();
        return Owned(name);
    }

    /// <summary>The server as its superuser, for rivals that make their own database.</summary>
    public string Uri()
    {
        var it = Superuser("postgres");
        return $"postgres://{it.Username}:{System.Uri.EscapeDataString(it.Password!)}@{it.Host}:{it.Port}/postgres";
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
            await Database.DisposeAsync();
        if (_host is not null)
            await Child.Stop(_host);
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private NpgsqlDataSource Owned(string database) => NpgsqlDataSource.Create(Superuser(database));

    private NpgsqlConnectionStringBuilder Superuser(string database)
    {
        var cluster = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "postgres.json")))!;
        return new NpgsqlConnectionStringBuilder
        {
            Host = (string)cluster["host"]!,
            Port = (int)cluster["port"]!,
            Username = (string)cluster["superuser"]!["user"]!,
            Password = (string)cluster["superuser"]!["password"]!,
            Database = database,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            Timeout = 60,
            CommandTimeout = 600,
        };
    }

    /// <summary>A funnel and a slot as a shop would have them.</summary>
    private async Task Configure()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", AdminKey);
        (
            await http.PutAsJsonAsync(
                "/v1/funnels/sales",
                new
                {
                    stages = new object[]
                    {
                        new { name = "aware", when = new[] { new { kind = "page" } } },
                        new { name = "interested", when = new[] { new { kind = "page", count = 3 } } },
                        new
                        {
                            name = "customer",
                            goal = true,
                            when = new[] { new { kind = "track", name = new[] { "order" } } },
                        },
                    },
                }
            )
        ).EnsureSuccessStatusCode();
        (await http.PutAsJsonAsync("/v1/settings", new { mode = "personalize" })).EnsureSuccessStatusCode();
        (
            await http.PutAsJsonAsync(
                "/v1/slots/hero",
                new
                {
                    @default = new { name = "welcome", value = "Welcome" },
                    contents = new object[]
                    {
                        new
                        {
                            name = "guide",
                            value = "Read the guide",
                            stages = new[] { "aware" },
                        },
                        new
                        {
                            name = "offer",
                            value = "Try it",
                            stages = new[] { "interested" },
                        },
                        new
                        {
                            name = "thanks",
                            value = "Thank you",
                            stages = new[] { "customer" },
                        },
                    },
                }
            )
        ).EnsureSuccessStatusCode();
    }
}
