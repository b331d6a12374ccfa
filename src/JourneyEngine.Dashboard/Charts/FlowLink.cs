namespace JourneyEngine.Dashboard.Charts;

/// <summary>How many went from one place to the next.</summary>
/// <param name="Column">Of the place that they come from, ascending.</param>
/// <param name="FromRipeness">How far along the place is, in [0, 1]; absent for those who are away.</param>
public sealed record FlowLink(
    int Column,
    string From,
    string FromLabel,
    double? FromRipeness,
    string To,
    string ToLabel,
    double? ToRipeness,
    double Visitors
);
