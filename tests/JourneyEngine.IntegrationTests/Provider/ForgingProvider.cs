using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>An OpenID Connect provider whose tokens are as a test wants them, as no certified one would make
/// them.</summary>
internal sealed class ForgingProvider : IAsyncDisposable
{
    private const string Client = "dashboard";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly WebApplication _app;

    private ForgingProvider(Uri address, WebApplication app) => (Address, _app) = (address, app);

    public Uri Address { get; }

    /// <summary>Of a host whose dashboard it signs people in to.</summary>
    public Dictionary<string, string> Settings =>
        new()
        {
            ["JOURNEY_OIDC_AUTHORITY"] = Issuer,
            ["JOURNEY_OIDC_CLIENT_ID"] = Client,
            ["JOURNEY_OIDC_CLIENT_SECRET"] = "a secret of the provider and the dashboard",
        };

    /// <summary>What is false about the next token.</summary>
    public string Forged { get; set; } = "";

    /// <summary>What the dashboard asked the browser to say.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>What came with the last code.</summary>
    public IFormCollection? Redeemed { get; private set; }

    public static async Task<ForgingProvider> Start()
    {
        var address = new Uri($"http://127.0.0.1:{HostProcess.FreePort()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", address.ToString());
        var app = builder.Build();
        var provider = new ForgingProvider(address, app);
        app.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Text(provider.Configuration(), "application/json")
        );
        app.MapGet("/keys", () => Results.Text(provider.Keys(), "application/json"));
        app.MapPost(
            "/token",
            async (HttpContext http) =>
            {
                provider.Redeemed = await http.Request.ReadFormAsync();
                return Results.Json(
                    new
                    {
                        access_token = "any",
                        token_type = "Bearer",
                        expires_in = 60,
                        id_token = provider.Token(),
                    }
                );
            }
        );
        app.MapGet(
            "/userinfo",
            () => Results.Text("""{"sub":"dana","name":"dana","roles":["admin"]}""", "application/json")
        );
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _other.Dispose();
    }

    private string Configuration() =>
        new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/userinfo",
            ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }.ToJsonString();

    private string Keys()
    {
        var parts = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = "known",
                    ["n"] = Base64UrlEncoder.Encode(parts.Modulus),
                    ["e"] = Base64UrlEncoder.Encode(parts.Exponent),
                }
            ),
        }.ToJsonString();
    }

    private string Token()
    {
        var now = DateTime.UtcNow;
        var from = Forged == "expired" ? now.AddHours(-2) : now;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Forged == "issuer" ? "https://provider.example" : Issuer,
            Audience = Forged == "audience" ? "another client" : Client,
            IssuedAt = from,
            NotBefore = from,
            Expires = from.AddMinutes(5),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "dana",
                ["nonce"] = Forged == "nonce" ? "another" : Nonce,
            },
            SigningCredentials = Forged switch
            {
                "unsigned" => null,
                // As if what everybody may read were a secret of both.
                "symmetric" => new(
                    new SymmetricSecurityKey(_key.ExportSubjectPublicKeyInfo()) { KeyId = "known" },
                    SecurityAlgorithms.HmacSha256
                ),
                "signature" => new(new RsaSecurityKey(_other) { KeyId = "known" }, SecurityAlgorithms.RsaSha256),
                _ => new(new RsaSecurityKey(_key) { KeyId = "known" }, SecurityAlgorithms.RsaSha256),
            },
        };
        var written = new JsonWebTokenHandler().CreateToken(token);
        return Forged == "stripped" ? written[..(written.LastIndexOf('.') + 1)] : written;
    }

    private string Issuer => Address.ToString().TrimEnd('/');
}
