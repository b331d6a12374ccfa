using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Conversions;

/// <summary>Those at risk at one visit number, and those of them who converted in it.</summary>
public readonly record struct VisitCell(int Visit, long AtRisk, long Converted)
{
    public double? Rate => AtRisk == 0 ? null : (double)Converted / AtRisk;

    /// <summary>Of the rate.</summary>
    internal double Variance => Proportion.Variance(Converted, AtRisk);
}
