using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace JourneyEngine.Sites;

/// <summary>Site keys as an authentication scheme: <c>Authorization: Bearer key</c>, or Basic with the key as user name
/// (RFC 6750, RFC 7617).</summary>
/// <remarks>It logs nothing: ASP.NET would write two lines for each key that opens nothing, and anybody may send
/// some.</remarks>
public sealed class KeyAuthentication(
    PresentedKeys keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    public const string SchemeName = "SiteKey";

    public const string OtherOrigin =
        "This key is not for pages of that origin; see /v1/keys for those that it serves.";

    public static void Add(IServiceCollection services)
    {
        // No default scheme: who looks at keys himself, as collection does, shall not pay for a look before.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(SchemeName, null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                "write",
                policy => policy.AddAuthenticationSchemes(SchemeName).RequireRole(nameof(KeyScope.Write))
            )
            .AddPolicy(
                "read",
                policy =>
                    policy
                        .AddAuthenticationSchemes(SchemeName)
                        .RequireRole(nameof(KeyScope.Read), nameof(KeyScope.Admin))
            )
            .AddPolicy(
                "admin",
                policy => policy.AddAuthenticationSchemes(SchemeName).RequireRole(nameof(KeyScope.Admin))
            );
    }

    /// <returns>The key that the headers carry, if any.</returns>
    public static string? Presented(IHeaderDictionary headers)
    {
        var header = headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header["Bearer ".Length..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)
            ? Encoding.ASCII.GetString(bytes[..length]).Split(':')[0]
            : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request.Headers) is not { } presented)
            return AuthenticateResult.NoResult();
        if (await keys.Of(Context, presented) is not { } key)
            return AuthenticateResult.Fail("unknown key");
        if (!key.Serves(Request))
            return AuthenticateResult.Fail(OtherOrigin);
        return AuthenticateResult.Success(new AuthenticationTicket(key.Principal, Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).Failure?.Message == OtherOrigin)
        {
            await Results
                .Problem(OtherOrigin, statusCode: StatusCodes.Status403Forbidden, title: "Another key is needed")
                .ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await Results
            .Problem(
                "Send a key of the site as 'Authorization: Bearer <key>'.",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "No valid key"
            )
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Results
            .Problem(
                "This key does not open this; see which of write, read and admin key is asked for.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "Another key is needed"
            )
            .ExecuteAsync(Context);
}
