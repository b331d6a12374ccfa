using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Reports;

public static class ReportsModule
{
    /// <summary>Every report there is, each found by its type.</summary>
    public static IReadOnlyList<IReport> All { get; } =
    [
        .. from type in typeof(IReport).Assembly.GetTypes()
        where type.IsClass && type.IsAssignableTo(typeof(IReport))
        orderby type.Name
        select (IReport)Activator.CreateInstance(type)!,
    ];

    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportReader>();
        services.AddHostedService<BiViews>();
    }

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/v1/reports").RequireAuthorization("read");
        foreach (var route in All.Select(it => it.Route))
        {
            var report = reports
                .MapGet("/" + route.Name, route.Handle)
                .WithMetadata(route.Parameters)
                .WithTags(route.Tag)
                .Produces(StatusCodes.Status200OK, route.Answer);
            foreach (var problem in route.Problems)
                report.ProducesProblem(problem);
        }
    }
}
