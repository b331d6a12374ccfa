using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>Reports as CSV, passed on from the API: the key stays here. Only reports and parameters that are known here
/// are asked for.</summary>
internal static class Downloads
{
    private const string Reports = "/v1/reports/";

    /// <param name="table">Which table of the report, where it has several.</param>
    public static string Path(string report, string? table, ReportRequest asked) =>
        asked.On($"/dashboard/csv/{report}{(table is null ? "" : "?table=" + table)}");

    public static void MapDownloads(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/dashboard/csv/{report}", Csv)
            .RequireAuthorization(DashboardAuthentication.Look)
            .ExcludeFromDescription();

    private static async Task<IResult> Csv(
        string report,
        HttpContext http,
        ReportApi api,
        CancellationToken cancellation
    )
    {
        var asked = ReportRequest.Of(http.Request.Query);
        if (!DescribedReports.Names.Contains(report))
            return Results.NotFound();
        if (asked.IsOfVisitors && !Roles.SeesVisitors(http.User))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var path = DescribedReports.Takes(report, asked).On($"{Reports}{report}?format=csv");
        try
        {
            if (await api.Send(path, cancellation) is not { } answer)
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            http.Response.RegisterForDispose(answer);
            http.Response.Headers.CacheControl = "no-store";
            return answer.IsSuccessStatusCode
                ? Results.Stream(
                    await answer.Content.ReadAsStreamAsync(cancellation),
                    "text/csv; charset=utf-8",
                    (asked.IsOfVisitors ? "streams" : report) + ".csv"
                )
                : Results.StatusCode((int)answer.StatusCode);
        }
        catch (Exception failure)
            when (failure is HttpRequestException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
