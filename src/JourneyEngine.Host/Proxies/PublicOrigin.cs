using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace JourneyEngine.Host.Proxies;

/// <summary>By which scheme and name browsers ask the host, and from where, whatever stands between.</summary>
internal static class PublicOrigin
{
    private const string NotCalledSo =
        "This host is not called so. Its operator names it in JOURNEY_PUBLIC_URL or JOURNEY_HOSTS.";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static void AddPublicOrigin(this IServiceCollection services) =>
        services.AddHsts(it =>
        {
            it.MaxAge = Year;
            // It is said only where browsers come by https.
            it.ExcludedHosts.Clear();
        });

    /// <param name="known">What browsers call the host (<c>JOURNEY_PUBLIC_URL</c>); null if nobody said.</param>
    public static void UsePublicOrigin(this WebApplication app, ProxySettings settings, Uri? known)
    {
        var (proxies, isDevelopment) = (settings.Networks(), app.Environment.IsDevelopment());
        if (known is not null)
            app.Use(
                (http, next) =>
                {
                    var request = http.Request;
                    if (IsFrom(proxies, http.Connection.RemoteIpAddress) || HostNames.Is(known.Host, request.Host.Host))
                        (request.Scheme, request.Host) = (known.Scheme, HostString.FromUriComponent(known));
                    return next(http);
                }
            );
        if (proxies.Count > 0)
            app.UseForwardedHeaders(Believed(proxies, withScheme: known is null));
        else if (!isDevelopment && known is not null)
            app.Logger.LogWarning(
                "JOURNEY_PUBLIC_URL is set and JOURNEY_PROXIES is not: if a proxy stands in front of this host, all that "
                    + "comes through it counts as one sender's. Name its address."
            );
        var names = settings.HostNames();
        if (isDevelopment || names.Count > 0)
            app.Use(
                (http, next) =>
                    HostNames.Allow(http.Request.Host, names, known) ? next(http) : Misdirected(http, NotCalledSo)
            );
        if (!isDevelopment && known?.Scheme == Uri.UriSchemeHttps)
        {
            app.UseHsts();
            app.UseWhen(
                http => http.Request.Path.StartsWithSegments("/dashboard") && !http.Request.IsHttps,
                it =>
                    it.Run(http =>
                        Misdirected(
                            http,
                            $"The dashboard is at {new Uri(known, "/dashboard")}, and its cookies go "
                                + "over https alone. A proxy in front of it is named in JOURNEY_PROXIES."
                        )
                    )
            );
        }
    }

    private static ForwardedHeadersOptions Believed(IEnumerable<IPNetwork> proxies, bool withScheme)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | (withScheme ? ForwardedHeaders.XForwardedProto : 0),
            // As far as each is a proxy that is known.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }

    private static bool IsFrom(IEnumerable<IPNetwork> proxies, IPAddress? address) =>
        address is not null
        && proxies.Any(it => it.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private static Task Misdirected(HttpContext http, string detail) =>
        Results
            .Problem(detail, statusCode: StatusCodes.Status421MisdirectedRequest, title: "Ask by another name")
            .ExecuteAsync(http);
}
