using JourneyEngine.Dashboard.Pages;
using JourneyEngine.Dashboard.Reports;
using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyEngine.Dashboard.Drafts;

/// <summary>Makes a draft the next version of a funnel or a slot. The engine says whether it is one.</summary>
internal static class Saves
{
    public static void MapSaves(this IEndpointRouteBuilder routes)
    {
        Map(routes, Contents.EditFunnelPath, "funnel", "/v1/funnels/");
        Map(routes, Contents.EditSlotPath, "slot", "/v1/slots/");
    }

    /// <remarks>A draft that is refused is shown again, with what is wrong.</remarks>
    private static void Map(IEndpointRouteBuilder routes, string page, string named, string path) =>
        routes
            .MapPost(
                page + "/save",
                async (
                    [FromForm] string name,
                    [FromForm] string draft,
                    ReportApi api,
                    CancellationToken cancellation
                ) =>
                {
                    var saved = await api.Put(path + Uri.EscapeDataString(name), draft, cancellation);
                    return Results.LocalRedirect(
                        QueryHelpers.AddQueryString(
                            page,
                            saved.Trouble is null
                                ? new Dictionary<string, string?> { [named] = name, ["said"] = "saved" }
                                : new Dictionary<string, string?>
                                {
                                    [named] = name,
                                    ["draft"] = draft,
                                    ["said"] = saved.Trouble.ToString(),
                                }
                        )
                    );
                }
            )
            .RequireAuthorization(DashboardAuthentication.Change)
            .ExcludeFromDescription();
}
