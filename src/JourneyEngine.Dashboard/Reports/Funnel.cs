namespace JourneyEngine.Dashboard.Reports;

/// <summary>A funnel, of <c>/v1/funnels</c>.</summary>
public sealed record Funnel(string Name, int Version, Funnel.Stage[] Stages)
{
    public sealed record Stage(string Name, bool Goal);
}
