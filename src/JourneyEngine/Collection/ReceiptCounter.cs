using System.Diagnostics.Metrics;

namespace JourneyEngine.Collection;

/// <summary>Tells the metrics how many events went which way.</summary>
public sealed class ReceiptCounter(IMeterFactory meters)
{
    private static readonly string[] StatusNames =
    [
        .. Enum.GetNames<ReceiptStatus>().Select(it => it.ToLowerInvariant()),
    ];

    private readonly Counter<long> _items = meters
        .Create(Engine.MeterName)
        .CreateCounter<long>("journey.items", "{item}", "Items that were sent, by what became of them.");

    internal void Add(IReadOnlyList<Receipt> receipts)
    {
        Span<int> counts = stackalloc int[StatusNames.Length];
        foreach (var receipt in receipts)
            counts[(int)receipt.Status]++;
        for (var status = 0; status < counts.Length; status++)
        {
            if (counts[status] > 0)
                _items.Add(counts[status], new KeyValuePair<string, object?>("status", StatusNames[status]));
        }
    }
}
