using System.Globalization;
using JourneyEngine.Dashboard;

namespace JourneyEngine.Host;

/// <summary>How the dashboard reaches the engine, and who may look at it.</summary>
internal static class DashboardDoor
{
    /// <exception cref="IOException">A setting cannot be read; the message says which.</exception>
    public static DashboardSettings FromEnvironment(HostSettings settings, bool development) => new(
        new Uri(Given("JOURNEY_DASHBOARD_API") ?? Here(settings.Url)),
        () => Given("JOURNEY_DASHBOARD_KEY") ?? Keys(settings)?.ReadKey,
        () => Given("JOURNEY_DASHBOARD_ADMIN_KEY") ?? (Given("JOURNEY_DASHBOARD_KEY") is null ? Keys(settings)?.AdminKey : null),
        (Given("JOURNEY_PUBLIC_URL") ?? settings.Url).StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        LocalUser: development,
        Refresh(),
        Provider());

    /// <summary>Where the host is asked from this machine: it may listen on every address, or on several.</summary>
    internal static string Here(string urls)
    {
        var first = urls.Split(';')[0].TrimEnd('/');
        foreach (var every in new[] { "//*", "//+", "//0.0.0.0", "//[::]" })
            first = first.Replace(every, "//127.0.0.1", StringComparison.Ordinal);
        return first + "/";
    }

    private static TimeSpan Refresh() => Given("JOURNEY_DASHBOARD_REFRESH") is not { } text ? TimeSpan.FromSeconds(20)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : throw new IOException("JOURNEY_DASHBOARD_REFRESH is how often an open page is read again, in seconds from 1 to 86400.");

    private static OpenIdProvider? Provider()
    {
        if (Given("JOURNEY_OIDC_AUTHORITY") is not { } authority)
            return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address))
            throw new IOException("JOURNEY_OIDC_AUTHORITY is the address of an OpenID Connect provider, such as https://login.example.org.");
        var client = Given("JOURNEY_OIDC_CLIENT_ID") ?? throw new IOException("JOURNEY_OIDC_CLIENT_ID is missing: the name by which the provider knows this dashboard.");
        return new OpenIdProvider(address, client, Given("JOURNEY_OIDC_CLIENT_SECRET"), Given("JOURNEY_OIDC_ROLE_CLAIM") ?? "roles");
    }

    private static SiteKeysFile? Keys(HostSettings settings) => settings.Site is { } site ? SiteKeysFile.Read(settings.DataFolder, site) : null;

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
