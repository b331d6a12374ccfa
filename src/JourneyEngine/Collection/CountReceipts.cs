using JourneyEngine.Log;

namespace JourneyEngine.Collection;

/// <summary>Tells the metrics how many events went which way.</summary>
internal static class CountReceipts
{
    private static readonly string[] StatusNames =
    [
        .. Enum.GetNames<ReceiptStatus>().Select(it => it.ToLowerInvariant()),
    ];

    public static void Of(IReadOnlyList<Receipt> receipts, EngineMetrics metrics)
    {
        Span<int> counts = stackalloc int[StatusNames.Length];
        foreach (var receipt in receipts)
            counts[(int)receipt.Status]++;
        for (var status = 0; status < counts.Length; status++)
        {
            if (counts[status] > 0)
                metrics.Items(StatusNames[status], counts[status]);
        }
    }
}
