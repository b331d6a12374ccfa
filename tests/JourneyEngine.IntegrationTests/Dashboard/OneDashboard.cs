using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;

namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>A host of its own whose demo site has simulated visitors, and some whose every visit is known
/// here.</summary>
public sealed class OneDashboard : IAsyncLifetime
{
    public const string Hostile = "<script>alert(1)</script>\u202e";
    public const string HandMade = "fair";

    /// <summary>What turns a page that writes names into its markup into somebody else's.</summary>
    public static readonly string[] Harms =
    [
        "<script>window.harm=1</script>",
        "<img src=x onerror=window.harm=1>",
        "\"><svg onload=window.harm=1>",
        "' autofocus onfocus=window.harm=1 x='",
        "</script><script>window.harm=1</script>",
        "<a href=\"javascript:window.harm=1\">look</a>",
        "javascript:window.harm=1",
        "<iframe srcdoc=\"<script>parent.harm=1</script>\"></iframe>",
        "<math><mi xlink:href=\"data:x,<script>harm=1</script>\">",
        "&lt;img src=x onerror=window.harm=1&gt;",
        "{{constructor.constructor('window.harm=1')()}}",
        "@(window.harm=1)",
        "\u202e<b onmouseover=window.harm=1>look</b>",
    ];

    private readonly string _folder = TemporaryFolder.New();
    private HostProcess? _host;

    public Site Site { get; private set; } = null!;

    public HostProcess Host => _host!;

    /// <summary>Visitors of January, when no simulated one came first: in which visit each converted (0: never), of how
    /// many.</summary>
    internal static IReadOnlyList<(int Converted, int Visits)> Known { get; } = Make(new Random(6));

    public async Task InitializeAsync()
    {
        _host = await HostProcess.Start(
            _folder,
            database: null,
            environment: new() { ["JOURNEY_DASHBOARD_REFRESH"] = "2" }
        );
        Site = await Site.Demo(Host, _folder);
        var simulated = await JourneyProgram.Run(
            Host.Address,
            null,
            "simulate",
            "--visitors",
            "300",
            "--seed",
            "7",
            "--now",
            "2026-06-01T00:00:00Z",
            "--json",
            "--keys",
            Path.Combine(_folder, "demo.keys.json")
        );
        simulated.ExitCode.Should().Be(0, simulated.Error);
        await Site.Put(
            "/v1/funnels/" + HandMade,
            new
            {
                stages = new object[]
                {
                    new { name = "Came", when = new object[] { new { kind = "page" } } },
                    new
                    {
                        name = Hostile,
                        goal = true,
                        when = new object[] { new { kind = "page", name = "ticket" } },
                    },
                },
            }
        );
        await Site.Accepted([.. Known.SelectMany((it, number) => Visits("known-" + number, it.Converted, it.Visits))]);
        await Harm();
        await Site.Get("/v1/reports/returns?wait=true");
        var fitted = await JourneyProgram.Run(
            Host.Address,
            null,
            "predict",
            "fit",
            "--what",
            "conversions",
            "--funnel",
            "demo",
            "--until",
            "2026-05-15",
            "--evaluate-until",
            "2026-06-01",
            "--keys",
            Path.Combine(_folder, "demo.keys.json")
        );
        fitted.ExitCode.Should().Be(0, fitted.Error);
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Visitors of a November whose names, pages, campaigns and offers are all meant to do harm.</summary>
    private async Task Harm()
    {
        await Site.Put(
            "/v1/slots/harm",
            new
            {
                funnel = HandMade,
                policy = "uniform",
                @default = new { name = Harms[0], value = Harms[0] },
                contents = Harms[1..].Select(it => new { name = it, value = it }),
            }
        );
        await Site.Accepted([
            .. Harms.Select(it =>
            {
                var page = Calls.Page(it, it, new DateTimeOffset(2025, 11, 3, 9, 0, 0, TimeSpan.Zero));
                page["context"] = new JsonObject
                {
                    ["page"] = new JsonObject { ["path"] = "/" + it },
                    ["campaign"] = new JsonObject { ["name"] = it },
                    ["consent"] = new JsonObject { ["measure"] = true, ["personalize"] = true },
                };
                return page;
            }),
        ]);
        foreach (var visitor in Harms)
            (
                await Site.Post(
                    "/ofrep/v1/evaluate/flags/harm",
                    new JsonObject { ["context"] = new JsonObject { ["targetingKey"] = visitor } }
                )
            )
                .IsSuccessStatusCode.Should()
                .BeTrue();
    }

    private static (int, int)[] Make(Random random) =>
        [
            .. Enumerable
                .Range(0, 150)
                .Select(_ => (Visits: random.Next(1, 6), Chance: random.Next(9)))
                .Select(it => (it.Chance < it.Visits ? it.Chance : 0, it.Visits)),
        ];

    private static IEnumerable<JsonNode> Visits(string visitor, int converted, int visits) =>
        Enumerable
            .Range(1, visits)
            .SelectMany(visit =>
                new[] { Calls.Page(visitor, "stand", January(visit)) }.Concat(
                    visit == converted ? [Calls.Page(visitor, "ticket", January(visit).AddMinutes(2))] : []
                )
            );

    private static DateTimeOffset January(int visit) =>
        new DateTimeOffset(2026, 1, 10, 9, 0, 0, TimeSpan.Zero).AddDays(visit);
}

[CollectionDefinition(Name)]
public sealed class DashboardTests : ICollectionFixture<OneDashboard>, ICollectionFixture<Browser>
{
    public const string Name = "one dashboard";
}
