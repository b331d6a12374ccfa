using JourneyEngine.Http.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Http;

public static class HttpModule
{
    public static void AddHttp(this IServiceCollection services)
    {
        CrossOrigin.Add(services);
        services.AddSingleton<ProtectedTokens>();
        services.AddSingleton<VisitorCookie>();
        services.AddSingleton<VisitorIds>();
        services.AddSingleton<RefusalCounter>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Crowds>();
    }
}
