using System.Security.Claims;
using JourneyEngine.Dashboard.SignIn;

namespace JourneyEngine.Dashboard.Pages;

/// <summary>The pages, in the order in which they are offered.</summary>
internal static class Contents
{
    public const string ConversionPath = "/dashboard/conversion";
    public const string StreamsPath = "/dashboard/streams";
    public const string EditFunnelPath = "/dashboard/edit/funnel";
    public const string EditSlotPath = "/dashboard/edit/slot";

    public static IReadOnlyList<Page> All { get; } =
    [
        new("/dashboard", "overview.title"),
        new(ConversionPath, "conversion.title"),
        new("/dashboard/stages", "stages.title"),
        new("/dashboard/funnel", "funnel.title"),
        new("/dashboard/returns", "returns.title"),
        new("/dashboard/time-to-convert", "time.title"),
        new("/dashboard/campaigns", "campaigns.title"),
        new("/dashboard/decisions", "decisions.title"),
        new("/dashboard/content", "content.title"),
        new("/dashboard/predictions", "predictions.title"),
        new("/dashboard/consent", "consent.title"),
        new(EditFunnelPath, "editfunnel.title", Roles.Analyst),
        new(EditSlotPath, "editslot.title", Roles.Analyst),
    ];

    /// <param name="Title">Key of its words.</param>
    /// <param name="Role">Who is offered it, and whoever may do more; anybody where absent.</param>
    internal sealed record Page(string Path, string Title, string? Role = null)
    {
        public bool IsFor(ClaimsPrincipal user) => Role is null || user.IsInRole(Role) || user.IsInRole(Roles.Admin);
    }
}
