namespace JourneyEngine.Tests.Architecture;

/// <summary>What a project may use. Whoever widens a line says why in the commit.</summary>
/// <param name="Packages">What its project file may ask for.</param>
/// <param name="Assemblies">What its compiled code may name beyond .NET itself: these, and what begins with them and a
/// dot.</param>
internal sealed record Law(string Project, string[] Projects, string[] Packages, string[] Assemblies, bool Web = false)
{
    public const string Banned = "Microsoft.CodeAnalysis.BannedApiAnalyzers";

    private static readonly string[] Numerics = ["MathNet.Numerics"];
    private static readonly string[] Events = ["Marten", "JasperFx", "Weasel", "Wolverine", "Npgsql"];

    public static readonly Law[] Table =
    [
        // ADRaffy.ENSNormalize: composes names (Unicode NFC), which the runtime does not where it knows no cultures.
        new("Contracts", Projects: [], Packages: ["ADRaffy.ENSNormalize"], Assemblies: ["ADRaffy.ENSNormalize"]),
        // NodaTime: the time zones, with the program, so that hosts and replays count days alike.
        new(
            "Decisions",
            Projects: ["Contracts"],
            Packages: [Banned, .. Numerics, "NodaTime"],
            Assemblies: [.. Numerics, "NodaTime"]
        ),
        // Sqlite: visitors' keys lie in a file apart from PostgreSQL, its log and its backups.
        new(
            "Vault",
            Projects: ["Contracts"],
            Packages: ["Npgsql", "Microsoft.Data.Sqlite"],
            Assemblies: ["Npgsql", "Microsoft.Data.Sqlite"]
        ),
        new(
            "JourneyEngine",
            Projects: ["Contracts", "Decisions"],
            // Microsoft.ML: trains the challenger of the model of conversion; what it finds is stored as a table, so
            // nothing that decides or replays needs it.
            Packages:
            [
                "Marten",
                "WolverineFx",
                "WolverineFx.Marten",
                "Npgsql",
                "BitFaster.Caching",
                "CsvHelper",
                "Dapper",
                "DistributedLock.Postgres",
                "Microsoft.ML",
            ],
            Assemblies: [.. Events, "BitFaster.Caching", "CsvHelper", "Dapper", "Microsoft.ML"],
            Web: true
        ),
        // Knows the engine by its public HTTP API alone. Radzen.Blazor: draws the charts. OpenIdConnect: any provider
        // signs people in. NSwag.MSBuild: makes records of the API's answers from its description while it is built, and
        // leaves nothing of itself in what is built.
        new(
            "Dashboard",
            Projects: [],
            Packages: ["Radzen.Blazor", "Microsoft.AspNetCore.Authentication.OpenIdConnect", "NSwag.MSBuild"],
            Assemblies:
            [
                "Radzen.Blazor",
                "Microsoft.AspNetCore.Authentication.OpenIdConnect",
                "Microsoft.IdentityModel",
            ],
            Web: true
        ),
        // What visitors and regulators may demand: the only feature code that sees the vault.
        new(
            "Rights",
            Projects: ["Contracts", "Decisions", "Vault", "JourneyEngine"],
            // MailKit: what visitors asked for goes out to mail servers, too; .NET's own client knows no modern TLS.
            // AntiSSRF: which addresses are not of the public network, as others keep the list.
            Packages: ["MailKit", "Microsoft.Security.AntiSSRF"],
            Assemblies: [.. Events, "MailKit", "MimeKit", "Microsoft.Security.AntiSSRF"],
            Web: true
        ),
        new(
            "Host",
            Projects: ["Contracts", "Decisions", "Vault", "JourneyEngine", "Dashboard", "Rights"],
            // OpenTelemetry: what operators watch, in the form that Prometheus reads, and as collectors take it.
            Packages:
            [
                "Microsoft.AspNetCore.OpenApi",
                "Scalar.AspNetCore",
                "Npgsql",
                "OpenTelemetry.Extensions.Hosting",
                "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                "OpenTelemetry.Instrumentation.AspNetCore",
                "OpenTelemetry.Exporter.Prometheus.AspNetCore",
            ],
            Assemblies:
            [
                .. Events,
                "Microsoft.AspNetCore.OpenApi",
                "Microsoft.OpenApi",
                "Scalar.AspNetCore",
                "OpenTelemetry",
            ],
            Web: true
        ),
        new(
            "Cli",
            Projects: ["JourneyEngine", "Decisions", "Contracts"],
            // Parquet.Net: what analysts' own tools read (DuckDB, pandas, Spark); only the export needs it.
            Packages: ["System.CommandLine", "Spectre.Console", "Parquet.Net", .. Numerics],
            // JasperFx: its source generator writes into every project that can see it.
            Assemblies:
            [
                .. Numerics,
                "System.CommandLine",
                "Spectre.Console",
                "Parquet",
                "Marten",
                "JasperFx",
                "Npgsql",
                "Microsoft.Extensions",
            ]
        ),
    ];

    public static Law Of(string project) => Table.Single(law => law.Project == project);

    /// <summary>The name on disk: <c>JourneyEngine.Vault</c> for <c>Vault</c>.</summary>
    public string FullName => Project == "JourneyEngine" ? Project : "JourneyEngine." + Project;

    public string AssemblyName => Project == "Cli" ? "journey" : FullName;

    /// <summary>The short name, as the table has it; a foreign name stays as it is.</summary>
    public static string Short(string name) =>
        name == "journey" ? "Cli"
        : name.StartsWith("JourneyEngine.", StringComparison.Ordinal) ? name["JourneyEngine.".Length..]
        : name;

    public bool MayName(string assembly) =>
        Projects.Contains(Short(assembly))
        || Framework.IsDotNet(assembly)
        || (Web && Framework.IsWeb(assembly))
        || Assemblies.Any(it => Framework.IsOrBeginsWith(assembly, it));
}
