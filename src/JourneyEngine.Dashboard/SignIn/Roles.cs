namespace JourneyEngine.Dashboard.SignIn;

/// <summary>What somebody may do: look, ask what would have been, change. Who may do more may do less, too.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Analyst = "analyst";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Viewer, Analyst, Admin];
}
