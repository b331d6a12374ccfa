using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;

namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>A host of its own whose demo site has simulated visitors, and some whose every visit is known here.</summary>
public sealed class OneDashboard : IAsyncLifetime
{
    public const string Hostile = "<script>alert(1)</script>\u202e";
    public const string HandMade = "fair";

    private readonly string _folder = TemporaryFolder.New();
    private HostProcess? _host;

    public Site Site { get; private set; } = null!;

    public HostProcess Host => _host!;

    /// <summary>Visitors of January, when no simulated one came first: in which visit each converted (0: never), of how many.</summary>
    internal static IReadOnlyList<(int Converted, int Visits)> Known { get; } = Make(new Random(6));

    public async Task InitializeAsync()
    {
        _host = await HostProcess.Start(_folder, database: null, environment: new() { ["JOURNEY_DASHBOARD_REFRESH"] = "2" });
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "demo.keys.json")))!;
        Site = new Site("demo", Host.Address, (string)keys["writeKey"]!, (string)keys["readKey"]!, (string)keys["adminKey"]!);
        var simulated = await JourneyProgram.Run(Host.Address, null,
            "simulate", "--visitors", "300", "--seed", "7", "--now", "2026-06-01T00:00:00Z", "--json", "--keys", Path.Combine(_folder, "demo.keys.json"));
        simulated.ExitCode.Should().Be(0, simulated.Error);
        await Site.Put("/v1/funnels/" + HandMade, new
        {
            stages = new object[]
            {
                new { name = "Came", when = new object[] { new { kind = "page" } } },
                new { name = Hostile, goal = true, when = new object[] { new { kind = "page", name = "ticket" } } },
            },
        });
        await Site.Accepted([.. Known.SelectMany((it, number) => Visits("known-" + number, it.Converted, it.Visits))]);
        await Site.Get("/v1/reports/returns?wait=true");
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static (int, int)[] Make(Random random) =>
        [.. Enumerable.Range(0, 150).Select(_ => (Visits: random.Next(1, 6), Chance: random.Next(9))).Select(it => (it.Chance < it.Visits ? it.Chance : 0, it.Visits))];

    private static IEnumerable<JsonNode> Visits(string visitor, int converted, int visits) => Enumerable.Range(1, visits).SelectMany(visit =>
        new[] { Calls.Page(visitor, "stand", January(visit)) }.Concat(visit == converted ? [Calls.Page(visitor, "ticket", January(visit).AddMinutes(2))] : []));

    private static DateTimeOffset January(int visit) => new DateTimeOffset(2026, 1, 10, 9, 0, 0, TimeSpan.Zero).AddDays(visit);
}

[CollectionDefinition(Name)]
public sealed class DashboardTests : ICollectionFixture<OneDashboard>, ICollectionFixture<Browser>
{
    public const string Name = "one dashboard";
}
