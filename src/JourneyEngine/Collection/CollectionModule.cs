using System.Security.Claims;
using JourneyEngine.Collection.History;
using JourneyEngine.Collection.Quarantine;
using JourneyEngine.Collection.Sdks;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;
using JourneyEngine.Http.Parameters;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Collection;

public static class CollectionModule
{
    /// <summary>An example for each address that takes events.</summary>
    public static IEnumerable<(string Path, WireExample Example)> Examples =>
        WireFormats.All.SelectMany(it => it.Routes).Select(it => (it.Path, it.Example));

    public static void AddCollection(this IServiceCollection services)
    {
        services.AddTables(QuarantineItems());
        services.AddSingleton<EraseWith>(QuarantinedVisitor.Erase);
        services.AddSingleton<QuarantineTable>();
        services.AddSingleton<ReceiptCounter>();
        services.AddSingleton<Collect>();
        services.AddSingleton<Bodies>();
        services.AddSingleton<TellDetails>();
        services.AddSingleton<SignalledChoices>();
        services.AddSingleton<SignalledDoor>();
        services.AddSingleton<MessageIds>();
        services.AddSingleton<JudgeLinks>();
        services.AddSingleton<StoredLinks>();
        services.AddSingleton<Intake>();
        services.AddSingleton<HistoryDoor>();
        services.AddSingleton<HistoryLog>();
        services.AddSingleton<KeepInQuarantine>();
        services.AddSingleton<Redrive>();
        services.AddHostedService<QuarantineExpiryService>();
    }

    public static void MapCollection(this IEndpointRouteBuilder routes)
    {
        var collect = routes.MapGroup("").RequireCors(CrossOrigin.Policy).WithTags("Collection");
        foreach (var route in WireFormats.All.SelectMany(it => it.Routes))
            Post(collect, route);
        collect.MapGet("/v1/projects/{key}/settings", ProjectSettings.Handle);
        collect.MapGet("/sourceConfig", SourceConfig.Handle).ProducesProblem(401).ProducesProblem(403);
        collect.MapGet("/cdn/v1/projects/{key}/settings", ProjectSettings.Handle).ExcludeFromDescription();
        routes
            .MapPost("/v1/visitor", NameVisitor.Handle)
            .WithMetadata(new AnyParameters())
            .WithTags("Collection")
            .Produces<NameVisitor.Named>()
            .Produces(204)
            .ProducesProblem(401)
            .ProducesProblem(403);
        routes
            .MapDelete("/v1/visitor", ClearVisitorCookie.Handle)
            .WithMetadata(new AnyParameters())
            .WithTags("Collection")
            .Produces(204)
            .ProducesProblem(403);
        routes
            .MapPost("/v1/history", TakeHistory.Handle)
            .RequireAuthorization("admin")
            .WithTags("Collection")
            .Produces<Collected>()
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429);
        routes
            .MapGet("/v1/quarantine", ListQuarantine.Handle)
            .RequireAuthorization("admin")
            .WithTags("Collection")
            .Produces<ListQuarantine.Item[]>();
        routes
            .MapPost(
                "/v1/quarantine/redrive",
                (ClaimsPrincipal user, Redrive redrive, CancellationToken cancellation) =>
                    redrive.Handle(user, cancellation)
            )
            .RequireAuthorization("admin")
            .WithTags("Collection")
            .Produces<Redrive.Redriven>()
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    private static void Post(IEndpointRouteBuilder routes, WireRoute route) =>
        routes
            .MapPost(
                route.Path,
                (HttpContext http, Collect collect, CancellationToken cancellation) =>
                    collect.Handle(http, route, cancellation)
            )
            .Produces<Collected>()
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesProblem(503);

    private static Table QuarantineItems()
    {
        var table = LogModule.NewTable("quarantine");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("message_id", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("reason", "varchar").NotNull();
        table.AddColumn("kind", "varchar").NotNull();
        table.AddColumn("name", "varchar");
        table.AddColumn("received_at", "timestamptz").NotNull();
        // What was set aside before there was a notice has none of these.
        table.AddColumn("mark", "bytea");
        table.AddColumn("alias_mark", "bytea");
        table.AddColumn("vouched", "boolean").NotNull().DefaultValueByExpression("false");
        table.AddColumn("crowded", "boolean").NotNull().DefaultValueByExpression("false");
        table.AddColumn("item", "varchar");
        // The name of the key that it came with; what was set aside before keys had shares has none.
        table.AddColumn("key", "varchar");
        table.Indexes.Add(
            new IndexDefinition("quarantine_by_arrival") { Columns = ["site", "received_at", "message_id"] }
        );
        return table;
    }
}
