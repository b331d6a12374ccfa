using System.Security.Claims;

namespace JourneyEngine.Dashboard.SignIn;

/// <summary>What somebody may do: look, ask what would have been, change. Who may do more may do less, too.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Analyst = "analyst";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Viewer, Analyst, Admin];

    /// <summary>Whether somebody may see single visitors' pseudonyms, not only how many there are.</summary>
    public static bool SeesVisitors(ClaimsPrincipal user) => user.IsInRole(Analyst) || user.IsInRole(Admin);
}
