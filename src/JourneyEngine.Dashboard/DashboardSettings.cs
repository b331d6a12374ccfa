namespace JourneyEngine.Dashboard;

/// <summary>Where the dashboard reads, and who may look.</summary>
/// <param name="Api">Address of the engine's HTTP API.</param>
/// <param name="Key">The site's read key, asked for at each call: the file that holds it may come later than the
/// dashboard.</param>
/// <param name="AdminKey">The site's admin key, by which funnels and slots are changed; without one nobody changes
/// anything here.</param>
/// <param name="OverHttps">Whether browsers come by https, so that cookies can be bound to this host.</param>
/// <param name="LocalUser">Whether somebody on this machine may sign in without a provider; in development
/// only.</param>
/// <param name="Refresh">How often an open page is read again.</param>
/// <param name="Provider">Who signs people in; nobody where absent.</param>
public sealed record DashboardSettings(
    Uri Api,
    Func<string?> Key,
    Func<string?> AdminKey,
    bool OverHttps,
    bool LocalUser,
    TimeSpan Refresh,
    OpenIdProvider? Provider
);

/// <summary>An OpenID Connect provider.</summary>
/// <param name="Authority">Its address (<c>JOURNEY_OIDC_AUTHORITY</c>).</param>
/// <param name="ClientId">By which it knows the dashboard (<c>JOURNEY_OIDC_CLIENT_ID</c>).</param>
/// <param name="ClientSecret"><c>JOURNEY_OIDC_CLIENT_SECRET</c>.</param>
/// <param name="RoleClaim">The claim that holds viewer, analyst or admin (<c>JOURNEY_OIDC_ROLE_CLAIM</c>).</param>
public sealed record OpenIdProvider(Uri Authority, string ClientId, string? ClientSecret, string RoleClaim);
