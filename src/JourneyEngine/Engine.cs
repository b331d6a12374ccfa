using System.Diagnostics;
using JourneyEngine.Collection;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Funnels;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Personalization;
using JourneyEngine.Predictions;
using JourneyEngine.Privacy;
using JourneyEngine.Privacy.Ledger;
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
    /// <summary>The meter of what operators watch of the engine (System.Diagnostics.Metrics): sums and ages alone, nothing of
    /// a visitor, a site or a content.</summary>
    public const string MeterName = "JourneyEngine";

    /// <summary>Spans of what the engine does: collect, append, project, decide. Counts alone are told of them, nothing of a
    /// visitor, a site or a content.</summary>
    public static ActivitySource TraceSource { get; } = new(MeterName);

    /// <summary>What reports add up over journeys: by the live projection, by replay and by what-if alike.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [.. ReportsModule.All.SelectMany(it => it.Measures).Append(CountedDevices.Measure).Distinct()];

    /// <summary>Those of them that figures of a funnel are made of.</summary>
    public static FunnelMeasures FunnelMeasures { get; } =
        new(StageCounts.Stage, ConversionsByVisit.Reached, ConversionsByVisit.AtRisk, ConversionsByVisit.Converted);

    /// <param name="services">A <see cref="KeyDerivation"/> must be among them.</param>
    /// <param name="ledger">The erase ledger, apart from the database and its backups.</param>
    public static void AddJourneyEngine(
        this IServiceCollection services,
        NpgsqlDataSource database,
        LedgerSettings ledger
    )
    {
        services.AddHttp();
        services.AddLog(database);
        services.AddSites();
        services.AddJourneys(Measures);
        services.AddReports();
        services.AddPrivacy(ledger);
        services.AddCollection();
        services.AddFunnels();
        services.AddPersonalization();
        services.AddPredictions();
        services.AddReplay(FunnelMeasures);
    }

    public static void UseJourneyEngine(this WolverineOptions options) => options.UsePredictions();

    public static void MapJourneyEngine(this IEndpointRouteBuilder routes)
    {
        routes.MapSites();
        routes.MapReports();
        routes.MapCollection();
        routes.MapVisitors();
        routes.MapFunnels();
        routes.MapPersonalization();
        routes.MapPredictions();
        routes.MapPrivacy();
        routes.MapReplay(ReadFunnel.Of);
    }
}
