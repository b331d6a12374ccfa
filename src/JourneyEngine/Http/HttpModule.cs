using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Http;

public static class HttpModule
{
    public static void AddHttp(this IServiceCollection services)
    {
        Browsers.Add(services);
        services.AddSingleton<Tickets>();
        services.AddSingleton<VisitorCookie>();
    }
}
