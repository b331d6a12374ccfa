namespace JourneyEngine.Sites;

/// <summary>What a key opens.</summary>
public enum KeyScope
{
    Write,
    Read,
    Admin,
}
