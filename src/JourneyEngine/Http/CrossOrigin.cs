using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace JourneyEngine.Http;

/// <summary>Pages of any origin may call what a write key opens: it can do nothing but append, and ask for its own
/// visitor's decision. Without credentials: other origins' pages send no cookie.</summary>
public static class CrossOrigin
{
    public const string Policy = "browsers";

    internal static void Add(IServiceCollection services) =>
        services.AddCors(cors =>
            cors.AddPolicy(
                Policy,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .WithMethods("GET", "POST")
                        .AllowAnyHeader()
                        .WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.ETag)
                        .SetPreflightMaxAge(TimeSpan.FromDays(1))
            )
        );
}
