using JourneyEngine.Dashboard;
using JourneyEngine.Sites.Keys;

namespace JourneyEngine.Host;

/// <summary>How the dashboard reaches the engine, and who may look at it.</summary>
internal static class DashboardConnection
{
    public static DashboardSettings Of(HostConfiguration settings, bool development)
    {
        var (host, options) = (settings.Host, settings.Dashboard);
        return new(
            options.Api ?? new Uri(Here(host.Url)),
            () => options.Key ?? Keys(host)?.ReadKey,
            () => options.AdminKey ?? (options.Key is null ? Keys(host)?.AdminKey : null),
            (settings.Outbound.PublicUrl?.OriginalString ?? host.Url).StartsWith(
                "https:",
                StringComparison.OrdinalIgnoreCase
            ),
            LocalUser: development,
            TimeSpan.FromSeconds(options.RefreshSeconds),
            Provider(options)
        );
    }

    /// <summary>Where the host is asked from this machine: it may listen on every address, or on several.</summary>
    internal static string Here(string urls)
    {
        var first = urls.Split(';')[0].TrimEnd('/');
        foreach (var every in new[] { "//*", "//+", "//0.0.0.0", "//[::]" })
            first = first.Replace(every, "//127.0.0.1", StringComparison.Ordinal);
        return first + "/";
    }

    private static OpenIdProvider? Provider(DashboardOptions options) =>
        options.Authority is { } authority
            ? new OpenIdProvider(authority, options.ClientId!, options.ClientSecret, options.RoleClaim)
            : null;

    private static FirstKeys? Keys(HostSettings settings) =>
        settings.Site is { } site ? SiteKeysFile.Read(settings.DataFolder, site) : null;
}
