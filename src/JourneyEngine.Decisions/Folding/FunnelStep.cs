using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>A stage, and how often each piece of its evidence was seen.</summary>
internal sealed class FunnelStep(StageDefinition stage)
{
    private readonly Evidence[] _evidence = DemandedEvidence.Of(stage);
    private readonly int[] _seen = new int[DemandedEvidence.Of(stage).Length];

    public void Take(in Interaction interaction)
    {
        for (var i = 0; i < _evidence.Length; i++)
        {
            if (DemandedEvidence.Fits(_evidence[i], interaction))
                _seen[i]++;
        }
    }

    public bool IsMet(int visit)
    {
        for (var i = 0; i < _evidence.Length; i++)
        {
            var met = _seen[i] >= _evidence[i].Count && visit >= _evidence[i].Visits;
            if (met != (stage.All is not null))
                return met;
        }

        return stage.All is not null;
    }
}
