using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace JourneyEngine.Dashboard.SignIn;

/// <summary>How one gets in: a session cookie, given by the provider or, in development, for the asking.</summary>
/// <remarks>Neither scheme is a default one: keys of the API stay what they are.</remarks>
internal static class DashboardAuthentication
{
    public const string Session = "Dashboard";
    public const string Provider = "DashboardProvider";
    public const string Look = "dashboard.look";
    public const string WhatIf = "dashboard.whatif";
    public const string Change = "dashboard.change";
    public const string Path = "/dashboard/sign-in";

    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(10);

    public static void AddDoors(this IServiceCollection services, DashboardSettings settings)
    {
        var authentication = services
            .AddAuthentication()
            .AddCookie(
                Session,
                it =>
                {
                    it.Cookie.Name = settings.CookieName("session");
                    it.Cookie.SecurePolicy = settings.OverHttps
                        ? CookieSecurePolicy.Always
                        : CookieSecurePolicy.SameAsRequest;
                    it.Cookie.SameSite = SameSiteMode.Lax;
                    it.Cookie.Path = "/";
                    it.ExpireTimeSpan = WorkingDay;
                    // A page that refreshes by itself would make it last for ever.
                    it.SlidingExpiration = false;
                    it.LoginPath = Path;
                    it.AccessDeniedPath = Path + "/denied";
                    it.ReturnUrlParameter = "back";
                    SignInLog.Write(it.Events);
                }
            );
        if (settings.Provider is { } provider)
            authentication.AddOpenIdConnect(Provider, it => Configure(it, provider));
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Look, it => it.AddAuthenticationSchemes(Session).RequireRole(Roles.All))
            .AddPolicy(WhatIf, it => it.AddAuthenticationSchemes(Session).RequireRole(Roles.Analyst, Roles.Admin))
            .AddPolicy(Change, it => it.AddAuthenticationSchemes(Session).RequireRole(Roles.Admin));
    }

    public static string CookieName(this DashboardSettings settings, string what) =>
        (settings.OverHttps ? "__Host-" : "") + "journey-dashboard-" + what;

    private static void Configure(OpenIdConnectOptions options, OpenIdProvider provider)
    {
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = Path + "/callback";
        options.SignInScheme = Session;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey(provider.RoleClaim, provider.RoleClaim);
        options.Events.OnTokenValidated = SignedTokens.Demand;
        // Whoever turns back at the provider, or comes by a stale link, stands before the door again.
        options.Events.OnRemoteFailure = it =>
        {
            SignInLog.Failed(it);
            it.Response.Redirect(Path);
            it.HandleResponse();
            return Task.CompletedTask;
        };
        options.TokenValidationParameters.ValidAlgorithms = SignedTokens.Algorithms;
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = provider.RoleClaim;
    }
}
