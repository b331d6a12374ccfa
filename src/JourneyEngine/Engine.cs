using JourneyEngine.Collection;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions;
using JourneyEngine.Funnels;
using JourneyEngine.Personalization;
using JourneyEngine.Privacy;
using JourneyEngine.Store;
using JourneyEngine.Visitors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace JourneyEngine;

/// <summary>The list of rooms.</summary>
public static class Engine
{
    /// <summary>What the journeys put into the reports: by the live projection and by replay alike.</summary>
    public static IReadOnlyList<Contribute> Contributions { get; } = [ReturnVisits.Contribute, StageCounts.Contribute, ConversionsByVisit.Contribute];

    public static void AddJourneyEngine(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddStore(database, Contributions);
        services.AddCollection();
        services.AddVisitors();
        services.AddPersonalization();
        services.AddPrivacy();
    }

    public static void MapJourneyEngine(this IEndpointRouteBuilder routes)
    {
        routes.MapCollection();
        routes.MapVisitors();
        routes.MapFunnels();
        routes.MapConversions();
        routes.MapPersonalization();
        routes.MapPrivacy();
    }
}
