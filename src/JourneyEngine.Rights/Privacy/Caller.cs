namespace JourneyEngine.Rights.Privacy;

/// <summary>Who asks about whose data.</summary>
/// <param name="IsVisitor">The visitor; otherwise the site, by its admin key.</param>
public sealed record Caller(string Site, string Visitor, bool IsVisitor)
{
    /// <summary>How the audit log calls them.</summary>
    public string Actor => IsVisitor ? "visitor" : "site";
}
