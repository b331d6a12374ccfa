using JourneyEngine.Collection;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions;
using JourneyEngine.Funnels;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Personalization;
using JourneyEngine.Predictions;
using JourneyEngine.Privacy;
using JourneyEngine.Replay;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using JourneyEngine.Visitors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;

namespace JourneyEngine;

/// <summary>The list of modules.</summary>
public static class Engine
{
    /// <summary>What the journeys put into the reports: by the live projection and by replay alike.</summary>
    public static IReadOnlyList<Contribute> Contributions { get; } =
    [
        ReturnVisits.Contribute, VisitPauses.Contribute, Retention.Contribute, Lifecycle.Contribute,
        StageCounts.Contribute, StageDwell.Contribute, StageRegressions.Contribute, StageFlow.Contribute,
        StageArrivals.Contribute, ConversionsByVisit.Contribute, AttemptsByVisit.Contribute,
        TimeToConvert.Contribute, CampaignRates.Contribute, OfferSums.Contribute, ConsentReport.Contribute,
    ];

    /// <param name="services">A <see cref="Keyring"/> must be among them.</param>
    /// <param name="ledger">The file of the erase ledger, apart from the database and its backups.</param>
    public static void AddJourneyEngine(this IServiceCollection services, NpgsqlDataSource database, string ledger)
    {
        services.AddHttp();
        services.AddLog(database);
        services.AddSites();
        services.AddJourneys(Contributions);
        services.AddReports();
        services.AddPrivacy(ledger);
        services.AddCollection();
        services.AddFunnels();
        services.AddPersonalization();
        services.AddPredictions();
        services.AddReplay(Contributions);
    }

    public static void UseJourneyEngine(this WolverineOptions options) => options.UsePredictions();

    public static void MapJourneyEngine(this IEndpointRouteBuilder routes)
    {
        routes.MapSites();
        routes.MapCollection();
        routes.MapVisitors();
        routes.MapFunnels();
        routes.MapConversions();
        routes.MapPersonalization();
        routes.MapPredictions();
        routes.MapPrivacy();
        routes.MapReplay(ReadFunnel.Of);
    }
}
