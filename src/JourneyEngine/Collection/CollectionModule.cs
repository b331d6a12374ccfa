using JourneyEngine.Http;
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
    private static readonly (string Kind, string Short)[] Calls =
        [("track", "t"), ("page", "p"), ("screen", "s"), ("identify", "i"), ("alias", "a"), ("group", "g")];

    public static void AddCollection(this IServiceCollection services)
    {
        services.AddTables(QuarantineItems());
        services.AddSingleton<EraseWith>(QuarantineTable.Erase);
        services.AddSingleton<QuarantineTable>();
        services.AddSingleton<Collect>();
        services.AddSingleton<Bodies>();
        services.AddSingleton<TellDetails>();
        services.AddSingleton<TakeRefusals>();
        services.AddSingleton<Intake>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<Redrive>();
        services.AddHostedService<ExpireQuarantine>();
    }

    public static void MapCollection(this IEndpointRouteBuilder routes)
    {
        var collect = routes.MapGroup("").RequireCors(Browsers.Policy).WithTags("Collection");
        foreach (var path in new[] { "/v1/batch", "/v1/b", "/v1/import" })
            Post(collect, path, (http, it, cancellation) => it.Batch(http, cancellation));
        foreach (var (kind, brief) in Calls)
        {
            Post(collect, "/v1/" + kind, (http, it, cancellation) => it.Single(http, kind, cancellation));
            Post(collect, "/v1/" + brief, (http, it, cancellation) => it.Single(http, kind, cancellation));
        }

        Post(collect, "/v1/events", (http, it, cancellation) => it.CloudEvents(http, cancellation));
        collect.MapGet("/v1/projects/{key}/settings", ProjectSettings.Handle);
        collect.MapGet("/cdn/v1/projects/{key}/settings", ProjectSettings.Handle).ExcludeFromDescription();
        routes.MapPost("/v1/visitor", NameVisitor.Handle).WithTags("Collection").Produces<NameVisitor.Named>().Produces(204).ProducesProblem(401).ProducesProblem(403);
        routes.MapDelete("/v1/visitor", ForgetVisitor.Handle).WithTags("Collection").Produces(204).ProducesProblem(403);
        routes.MapGet("/v1/quarantine", (System.Security.Claims.ClaimsPrincipal user, int? limit, Quarantine quarantine, CancellationToken cancellation) =>
            quarantine.List(user, limit, cancellation)).RequireAuthorization("admin").WithTags("Collection").Produces<Quarantine.Item[]>();
        routes.MapPost("/v1/quarantine/redrive", (System.Security.Claims.ClaimsPrincipal user, Redrive redrive, CancellationToken cancellation) =>
            redrive.Handle(user, cancellation)).RequireAuthorization("admin").WithTags("Collection").Produces<Redrive.Redriven>().ProducesProblem(429).ProducesProblem(503);
    }

    private static void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, Collect, CancellationToken, Task<IResult>> handle) =>
        routes.MapPost(path, (HttpContext http, Collect collect, CancellationToken cancellation) => handle(http, collect, cancellation))
            .Produces<Collected>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503);

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
        table.AddColumn("item", "varchar");
        table.Indexes.Add(new IndexDefinition("quarantine_by_arrival") { Columns = ["site", "received_at", "message_id"] });
        return table;
    }
}
