namespace JourneyEngine.Journeys.Projecting;

/// <summary>What a step of the projection found to do.</summary>
internal enum ProjectionStep
{
    /// <summary>Nothing, or another host projects, or one of a newer version does.</summary>
    Nothing,

    /// <summary>Some, and did all of it.</summary>
    All,

    /// <summary>More than one step can do.</summary>
    Behind,
}
