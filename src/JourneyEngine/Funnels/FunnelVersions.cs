using JourneyEngine.Contracts;

namespace JourneyEngine.Funnels;

/// <summary>A funnel's stream: what its latest version says.</summary>
public sealed record FunnelVersions(string Id, FunnelDefined? Latest = null)
{
    public static FunnelVersions Create(FunnelDefined defined) => new(defined.Name, defined);

    public FunnelVersions Apply(FunnelDefined defined) => this with { Latest = defined };
}
