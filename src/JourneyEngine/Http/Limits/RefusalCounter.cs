using System.Diagnostics.Metrics;

namespace JourneyEngine.Http.Limits;

/// <summary>Tells the metrics how much was refused, by the limit that was met; never whose it was.</summary>
public sealed class RefusalCounter(IMeterFactory meters)
{
    private readonly Counter<long> _refused = meters
        .Create(Engine.MeterName)
        .CreateCounter<long>("journey.refused", "{request}", "Requests that were one too many, by the limit they met.");
    private readonly Counter<long> _wrong = meters
        .Create(Engine.MeterName)
        .CreateCounter<long>("journey.wrong_keys", "{request}", "Requests with a key that opens nothing.");

    public void Add(Limit limit, int count = 1) =>
        _refused.Add(count, new KeyValuePair<string, object?>("limit", limit.Name()));

    internal void AddWrongKey() => _wrong.Add(1);
}
