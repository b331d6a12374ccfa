using System.Diagnostics.Metrics;

namespace JourneyEngine.Log;

/// <summary>What an operator watches of the engine (System.Diagnostics.Metrics, meter <c>JourneyEngine</c>): sums and
/// ages alone, nothing of a visitor, a site or a content.</summary>
public sealed class EngineMetrics
{
    public const string MeterName = "JourneyEngine";

    private readonly Counter<long> _items;
    private readonly Counter<long> _evaluations;
    private (long Waiting, double Age) _projection;

    public EngineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _items = meter.CreateCounter<long>("journey.items", "{item}", "Items that were sent, by what became of them.");
        _evaluations = meter.CreateCounter<long>(
            "journey.evaluations",
            "{evaluation}",
            "Slots that were asked for, by how they were answered: standing, decided, not personalised, overloaded."
        );
        meter.CreateObservableGauge(
            "journey.projection.waiting",
            () => Volatile.Read(ref _projection.Waiting),
            "{event}",
            "Events that are stored and not in the journeys yet."
        );
        meter.CreateObservableGauge(
            "journey.projection.age",
            () => Volatile.Read(ref _projection.Age),
            "s",
            "Age of the oldest event that is not in the journeys yet; 0 where there is none."
        );
    }

    /// <param name="status">As the receipts have it.</param>
    public void Items(string status, int count) =>
        _items.Add(count, new KeyValuePair<string, object?>("status", status));

    public void Evaluations(string answered, int count = 1) =>
        _evaluations.Add(count, new KeyValuePair<string, object?>("answered", answered));

    internal void Projection(long waiting, TimeSpan age)
    {
        Volatile.Write(ref _projection.Waiting, waiting);
        Volatile.Write(ref _projection.Age, age.TotalSeconds);
    }
}
