using System.Text.Json.Serialization;
using JasperFx.CodeGeneration;
using JourneyEngine.Dashboard;
using JourneyEngine.Host.Docs;
using JourneyEngine.Host.Monitoring;
using JourneyEngine.Host.Proxies;
using JourneyEngine.Http;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Rights.Pages;
using JourneyEngine.Rights.Privacy;
using JourneyEngine.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;
using Wolverine;

namespace JourneyEngine.Host;

/// <summary>The only place that knows all the parts: database, engine and web.</summary>
public static class JourneyHost
{
    internal static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                // Whatever process it runs in, its static files are those of the host.
                ApplicationName = typeof(JourneyHost).Assembly.GetName().Name,
            }
        );
        // In development ASP.NET looks for a file behind every address that it does not know, so that each of them
        // would be one that takes GET.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        return builder;
    }

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
        builder.WebHost.UseUrls(settings.Url).ConfigureKestrel(RequestPipeline.Limit);
        builder.Services.AddSingleton(settings).AddSingleton<EngineSettings>(settings);
        builder.Services.AddSingleton(SecretFile.Read(settings.DataFolder, settings.Secret));
        builder.Services.AddSingleton(all.Limits);
        builder.Services.AddSingleton(all.Audit);
        builder.Services.AddSingleton(_ => new VaultAccess(all.Vault));
        builder
            .Services.AddSingleton<Lag>()
            .AddSingleton<Drain>()
            .AddHostedService(it => it.GetRequiredService<Drain>());
        builder.Services.Configure<HostOptions>(it =>
            it.ShutdownTimeout += TimeSpan.FromSeconds(settings.DrainSeconds ?? 0)
        );
        builder.Services.AddSingleton<Collection.IDeclaredDetails, TakeDetails>();
        builder.Services.AddJourneyEngine(database, settings.Ledger);
        builder.Services.AddHostedService<SameKeyStoreService>();
        builder.Services.AddHostedService<RewrapKeysService>();
        builder.Services.AddVisitorsRights();
        builder.Services.AddAddresses();
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
            .Configure<ProtectedTokens>((it, tokens) => it.XmlEncryptor = new SealSessionKeys(tokens));
        builder.Services.AddDashboard(DashboardConnection.Of(all, builder.Environment.IsDevelopment()));
        // Also where the host runs from its build output, and in every environment; published files lie beside it.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.ConfigureHttpJsonOptions(it =>
            it.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never
        );
        // In every environment: only the exception knows what in the body is wrong.
        builder.Services.Configure<RouteHandlerOptions>(it => it.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails().AddExceptionHandler<Problems>();
        builder.Services.AddOpenApi(it =>
            it.DescribeEach(all.Outbound.PublicUrl?.ToString().TrimEnd('/') ?? settings.Url)
        );
        builder.Services.AddHostedService<FirstSiteService>();
        var metrics = Metrics.Of(all.Metrics, builder.Environment.IsDevelopment());
        metrics.Add(builder.Services, all.Metrics.Collector);
        Traces.Add(builder.Services, all.Metrics);
        all.Log.Apply(builder.Logging);
        builder.Services.AddPublicOrigin();
        // Handlers of messages are named one by one, so that there are none to be found is no reason to warn.
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        // It quotes what comes with a callback: a provider's words on somebody, or anybody's. The dashboard tells of failures.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
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
        var app = builder.Build();
        app.UseResponseHeaders();
        app.UsePublicOrigin(all.Proxies, all.Outbound.PublicUrl);
        return RequestPipeline.Map(app, metrics);
    }
}
