using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace JourneyEngine.Replay;

public static class ReplayModule
{
    public static void AddReplay(this IServiceCollection services, FunnelMeasures measures)
    {
        services.AddSingleton(it => new WhatIf(
            it.GetRequiredService<NpgsqlDataSource>(),
            it.GetRequiredService<RulesTable>(),
            measures
        ));
        services.AddSingleton<AskWhatIf>();
        services.AddHostedService<LeftoverTablesService>();
    }

    public static void MapReplay(this IEndpointRouteBuilder routes, FunnelReading read) =>
        routes
            .MapPost(
                "/v1/reports/whatif/{funnel}",
                (
                    string funnel,
                    [FromBody] JsonElement body,
                    ClaimsPrincipal user,
                    AskWhatIf ask,
                    HttpResponse response,
                    CancellationToken cancellation
                ) => ask.Handle(funnel, body, read, user, response, cancellation)
            )
            .RequireAuthorization("read")
            .WithTags("Reports")
            .Produces<WhatIf.Outcome>()
            .ProducesProblem(422)
            .ProducesProblem(503);
}
