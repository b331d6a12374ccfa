using JourneyEngine.Host.Monitoring;
using JourneyEngine.Host.Proxies;
using JourneyEngine.Http.Limits;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Settings;

namespace JourneyEngine.Host;

/// <summary>All settings of the host.</summary>
internal sealed record HostConfiguration
{
    public HostSettings Host { get; init; } = new();

    public VaultSettings Vault { get; init; } = new();

    public OutboundSettings Outbound { get; init; } = new();

    public RequestSettings Requests { get; init; } = new();

    public DashboardOptions Dashboard { get; init; } = new();

    public MetricsSettings Metrics { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public LogSettings Log { get; init; } = new();

    public AuditSettings Audit { get; init; } = new();

    public ProxySettings Proxies { get; init; } = new();

    /// <summary>The settings, once all are right and the data folder is there; names that are none of them are warned
    /// of.</summary>
    /// <exception cref="WrongSettingsException">Some cannot be used.</exception>
    /// <exception cref="IOException">The folder cannot be made, or there is no such way out.</exception>
    public static HostConfiguration Require(WebApplicationBuilder builder, ILogger logger)
    {
        var reader = new SettingsReader(builder.Configuration);
        var settings = Read(reader);
        foreach (var warning in reader.Unknown())
            logger.LogWarning("{Warning}", warning);
        reader.Require();
        OutboundModule.Require(settings.Outbound, builder.Environment.IsDevelopment());
        try
        {
            Directory.CreateDirectory(settings.Host.DataFolder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"JOURNEY_DATA is '{settings.Host.DataFolder}', which is no folder and cannot be made one: "
                    + $"{failure.Message}"
            );
        }

        return settings;
    }

    /// <remarks>What is wrong, the reader knows.</remarks>
    public static HostConfiguration Read(SettingsReader reader)
    {
        _ = reader.Read<TestSettings>();
        var host = reader.Read<HostSettings>();
        host = host with { DataFolder = Path.GetFullPath(host.DataFolder) };
        return new HostConfiguration
        {
            Host = host,
            Vault = reader.Read<VaultSettings>() with { DataFolder = host.DataFolder },
            Outbound = reader.Read<OutboundSettings>() with { Folder = Path.Combine(host.DataFolder, "outbox") },
            Requests = reader.Read<RequestSettings>(),
            Dashboard = reader.Read<DashboardOptions>(),
            Metrics = reader.Read<MetricsSettings>(),
            Limits = reader.Read<LimitSettings>(),
            Log = reader.Read<LogSettings>(),
            Audit = reader.Read<AuditSettings>(),
            Proxies = reader.Read<ProxySettings>(),
        };
    }
}
