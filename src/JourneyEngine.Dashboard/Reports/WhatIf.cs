namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/whatif/{funnel}</c>.</summary>
/// <param name="Live">Absent where the funnel is new.</param>
public sealed record WhatIf(string Unit, string Definition, AsOf AsOf, WhatIf.Figures? Live, WhatIf.Figures Candidate)
    : IReport
{
    public sealed record Figures(long Visitors, long Converted, Stages.Row[] Stages, ConversionByVisit.Row[] ByVisit);
}
