using JourneyEngine.Conversions;
using JourneyEngine.Funnels;
using JourneyEngine.Personalization;
using JourneyEngine.Store;
using JourneyEngine.Visitors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace JourneyEngine;

/// <summary>The list of rooms.</summary>
public static class Engine
{
    public static void AddJourneyEngine(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddStore(database);
        services.AddVisitors();
        services.AddFunnels();
        services.AddConversions();
        services.AddPersonalization();
    }

    public static void MapJourneyEngine(this IEndpointRouteBuilder routes)
    {
        routes.MapVisitors();
        routes.MapFunnels();
        routes.MapConversions();
        routes.MapPersonalization();
    }
}
