namespace JourneyEngine.Contracts;

/// <summary>Purposes that the engine itself knows; a site's notice declares more.</summary>
public static class Purpose
{
    /// <summary>First-party audience measurement: the pseudonymous stream, visits and reports.</summary>
    public const string Measure = "measure";

    /// <summary>Decisions about what to show.</summary>
    public const string Personalize = "personalize";

    /// <summary>That several devices of one visitor are taken for one visitor. Only where the notice declares it is it
    /// asked; <see cref="Personalize"/> says so otherwise.</summary>
    public const string Recognise = "recognise";
}
