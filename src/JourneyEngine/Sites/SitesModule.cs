using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Sites.Identity;
using JourneyEngine.Sites.Limits;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Sites;

public static class SitesModule
{
    public static void AddSites(this IServiceCollection services)
    {
        services.AddTables(Keys());
        services.AddSingleton<IConfigureMarten, InvalidateConfiguration>();
        services.AddSingleton<ConfigurationCache>();
        services.AddSingleton<SiteConfiguration>();
        services.AddSingleton<SiteNotices>();
        services.AddSingleton<SiteKeys>();
        services.AddSingleton<UnknownKeys>();
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<PresentedKeys>();
        services.AddSingleton<KeyRegistry>();
        services.AddIdentity();
        KeyAuthentication.Add(services);
    }

    public static void MapSites(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/keys").RequireAuthorization("admin").WithTags("Keys");
        keys.MapGet(
                "",
                (ClaimsPrincipal user, KeyRegistry book, CancellationToken cancellation) =>
                    book.Read(user.Site(), cancellation)
            )
            .Produces<KeyRegistry.Entry[]>();
        keys.MapPut("/{**name}", PutKey.Handle)
            .Produces<PutKey.Held>()
            .Produces<PutKey.Held>(StatusCodes.Status201Created)
            .ProducesProblem(409)
            .ProducesProblem(422);
        keys.MapDelete("/{**name}", RevokeKey.Handle)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(404)
            .ProducesProblem(409);
        routes.MapIdentity();
        routes
            .MapPut("/v1/notice", PublishNotice.Put)
            .RequireAuthorization("admin")
            .WithTags("Privacy")
            .Produces<NoticePublished>()
            .ProducesProblem(422);
        routes
            .MapGet("/v1/notice", GetNotice.Handle)
            .RequireAuthorization("read")
            .WithTags("Privacy")
            .Produces<NoticePublished>();
        routes
            .MapGet("/v1/notice/{version:int}", GetNotice.Version)
            .RequireAuthorization("read")
            .WithTags("Privacy")
            .Produces<NoticePublished>()
            .ProducesProblem(404);
    }

    private static Table Keys()
    {
        var table = LogModule.NewTable("keys");
        table.AddColumn("hash", "bytea").NotNull().AsPrimaryKey();
        table.AddColumn("site", "varchar").NotNull();
        table.AddColumn("scope", "varchar").NotNull();
        table.AddColumn("prefix", "varchar").NotNull();
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.AddColumn("expires_at", "timestamptz");
        table.AddColumn("revoked_at", "timestamptz");
        // Keys of before they had names have none.
        table.AddColumn("name", "varchar");
        table.AddColumn("origins", "varchar[]").NotNull().DefaultValueByExpression("'{}'::varchar[]");
        table.AddColumn("links", "boolean").NotNull().DefaultValueByExpression("true");
        table.AddColumn("consents", "boolean").NotNull().DefaultValueByExpression("true");
        table.AddColumn("details", "boolean").NotNull().DefaultValueByExpression("true");
        table.AddColumn("vouches", "boolean").NotNull().DefaultValueByExpression("false");
        table.Indexes.Add(
            new IndexDefinition("keys_by_name")
            {
                Columns = ["site", "name"],
                IsUnique = true,
                Predicate = "revoked_at is null",
            }
        );
        return table;
    }
}
