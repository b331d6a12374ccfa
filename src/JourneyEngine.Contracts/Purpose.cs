namespace JourneyEngine.Contracts;

/// <summary>Purposes that the engine itself knows; a site's notice declares more.</summary>
public static class Purpose
{
    /// <summary>First-party audience measurement: the pseudonymous stream, visits and reports.</summary>
    public const string Measure = "measure";

    /// <summary>Decisions about what to show.</summary>
    public const string Personalize = "personalize";
}
