using System.Text.Json.Serialization;
using JasperFx.CodeGeneration;
using JourneyEngine.Dashboard;
using JourneyEngine.Host.Docs;
using JourneyEngine.Host.Postgres;
using JourneyEngine.Host.Tracker;
using JourneyEngine.Http;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Rights.Pages;
using JourneyEngine.Rights.Privacy;
using JourneyEngine.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Npgsql;
using Scalar.AspNetCore;
using Wolverine;
using PostgresException = JourneyEngine.Host.Postgres.PostgresException;

namespace JourneyEngine.Host;

/// <summary>The only place that knows all the parts: database, engine and web.</summary>
public static class JourneyHost
{
    private const int CannotStart = 1;

    public static async Task<int> Run(string[] args)
    {
        using var stop = new StopSignals();
        using var logging = LoggerFactory.Create(it => it.AddSimpleConsole());
        try
        {
            var builder = Builder(args);
            var settings = HostConfiguration.Require(builder, logging.CreateLogger<HostConfiguration>());
            var host = settings.Host;
            await using var embedded = host.Database is null
                ? await EmbeddedPostgres.StartAsync(
                    host.DataFolder,
                    logging.CreateLogger<EmbeddedPostgres>(),
                    stop.Asked
                )
                : null;
            var connection = Named(embedded?.ConnectionString ?? host.Database!);
            await using var database = new NpgsqlDataSourceBuilder(connection) { Name = "engine" }.Build();
            await ServerSettings.RequireDurable(database, stop.Asked);
            var vault = settings.Vault with { Database = settings.Vault.Database ?? embedded?.VaultConnectionString };
            await using var app = Build(builder, settings with { Vault = vault }, database);
            await app.RunAsync(stop.Asked);
            return 0;
        }
        catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure)
            when (failure
                    is WrongSettingsException
                        or PostgresException
                        or NpgsqlException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return CannotStart;
        }
    }

    private static string Named(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = EmbeddedPostgres.ApplicationName,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    internal static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                // Whatever process it runs in, its static files are those of the host.
                ApplicationName = typeof(JourneyHost).Assembly.GetName().Name,
            }
        );

    /// <param name="replace">Has the last word on services; for tests.</param>
    internal static WebApplication Build(
        WebApplicationBuilder builder,
        HostConfiguration all,
        NpgsqlDataSource database,
        Action<IServiceCollection>? replace = null
    )
    {
        var settings = all.Host.In(builder.Environment);
        all = all with { Host = settings };
        builder.WebHost.UseUrls(settings.Url).ConfigureKestrel(Limit);
        builder.Services.AddSingleton(settings).AddSingleton<EngineSettings>(settings);
        builder.Services.AddSingleton(SecretFile.Read(settings.DataFolder, settings.Secret));
        builder.Services.AddSingleton(_ => new VaultAccess(all.Vault));
        builder.Services.AddHostedService<RewrapKeysService>();
        builder.Services.AddSingleton<Collection.IDeclaredDetails, TakeDetails>();
        builder.Services.AddJourneyEngine(database, settings.Ledger);
        builder.Services.AddVisitorsRights();
        builder.Services.AddOutbound(all.Outbound, builder.Environment.IsDevelopment());
        builder.Services.AddFulfilment();
        builder.Services.AddOpenDsr(all.Requests);
        builder.Services.AddPages();
        // Sessions of the dashboard outlive the host that began them, and hold on every host that shares the folder.
        builder
            .Services.AddDataProtection()
            .SetApplicationName("JourneyEngine")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "sessions")));
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<ProtectedTokens>((it, tickets) => it.XmlEncryptor = new SealSessionKeys(tickets));
        builder.Services.AddDashboard(DashboardConnection.Of(all, builder.Environment.IsDevelopment()));
        // Also where the host runs from its build output, and in every environment; published files lie beside it.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.ConfigureHttpJsonOptions(it =>
            it.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never
        );
        // In every environment: only the exception knows what in the body is wrong.
        builder.Services.Configure<RouteHandlerOptions>(it => it.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails().AddExceptionHandler<Problems>();
        builder.Services.AddOpenApi(it => it.DescribeEach(settings.Url));
        builder.Services.AddHostedService<FirstSiteService>();
        var metrics = Metrics.Of(all.Metrics, builder.Environment.IsDevelopment());
        metrics.Add(builder.Services);
        // Handlers of messages are named one by one, so that there are none to be found is no reason to warn.
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        builder.Host.UseWolverine(it =>
        {
            it.ApplicationAssembly = typeof(Engine).Assembly;
            it.Discovery.DisableConventionalDiscovery();
            it.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            it.Durability.Mode = DurabilityMode.Balanced;
            it.UseJourneyEngine();
            it.UseFulfilment();
            it.UseOpenDsr();
            it.UseOutbound(all.Outbound.Pauses);
        });
        replace?.Invoke(builder.Services);
        return Map(builder.Build(), metrics);
    }

    private static WebApplication Map(WebApplication app, Metrics metrics)
    {
        app.UseExceptionHandler();
        app.UseRequestLanguage();
        // An address that there is not, or a verb that it does not take, is answered in the form of all errors.
        app.UseStatusCodePages(it =>
            IsForPrograms(it.HttpContext.Request.Path) ? Problems.Bare(it.HttpContext) : Task.CompletedTask
        );
        metrics.Map(app);
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseConfigurationAudit();
        app.UseAntiforgery();
        app.UseTokenGate();
        app.MapHealth();
        app.MapJourneyEngine();
        app.MapVisitorsRights();
        app.MapOpenDsr();
        app.MapFulfilment();
        app.MapPages();
        app.MapDashboard();
        app.MapTracker();
        app.MapOpenApi();
        // Nothing on the page is fetched from elsewhere, and nothing tells on who reads it.
        app.MapScalarApiReference(
            "/docs",
            it =>
                it.WithTitle("JourneyEngine")
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideDeveloperTools()
        );
        return app;
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/v1") || path.StartsWithSegments("/ofrep") || path.StartsWithSegments("/health");

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    }
}
