using System.Diagnostics.Metrics;

namespace JourneyEngine.Personalization;

/// <summary>Tells the metrics how what to show was answered.</summary>
public sealed class EvaluationCounter(IMeterFactory meters)
{
    private readonly Counter<long> _evaluations = meters
        .Create(Engine.MeterName)
        .CreateCounter<long>(
            "journey.evaluations",
            "{evaluation}",
            "Slots that were asked for, by how they were answered: standing, decided, not personalised (no consent, or "
                + "never seen), overloaded."
        );

    public void Add(string answered, int count = 1) =>
        _evaluations.Add(count, new KeyValuePair<string, object?>("answered", answered));
}
