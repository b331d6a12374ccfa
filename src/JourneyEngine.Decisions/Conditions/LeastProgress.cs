namespace JourneyEngine.Decisions.Conditions;

/// <summary>How far a relationship has come at least; what is reached is not lost.</summary>
/// <param name="Visit">Number of the visit.</param>
/// <param name="Stage">Index in the funnel.</param>
/// <param name="Days">Since the first visit began.</param>
public readonly record struct LeastProgress(int Visit = 0, int Stage = 0, double Days = 0, bool Converted = false)
{
    public LeastProgress And(LeastProgress other) =>
        new(
            Math.Max(Visit, other.Visit),
            Math.Max(Stage, other.Stage),
            Math.Max(Days, other.Days),
            Converted || other.Converted
        );
}
