using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;

namespace JourneyEngine.Personalization;

/// <summary>Makes the snapshot that a decision reads from the visitor's journey.</summary>
internal static class Snapshots
{
    public static Snapshot Of(CurrentJourney current, SlotDefined slot)
    {
        var (journey, rules) = (current.Journey, current.Rules);
        var funnel = slot.Funnel is null ? (rules.Funnels.Length == 1 ? rules.Funnels[0] : null) : rules.Find(slot.Funnel);
        if (journey.Visits.IsEmpty)
            return new Snapshot(funnel?.Name, funnel?.Version ?? 0, null, 0, null, null, false, current.Version);
        var standing = funnel is null ? null : Standing.Of(journey, rules, funnel);
        return new Snapshot(
            funnel?.Name, funnel?.Version ?? 0, standing?.Stage, journey.Visits.Length,
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[0].Start),
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[^1].End),
            standing?.Conversion is not null, current.Version);
    }

    /// <summary>
    /// An entity tag (RFC 9110) over all that eligibility can see. While it holds, what was offered still stands: the answer is 304,
    /// nothing is decided anew and nothing is logged.
    /// </summary>
    public static string ETag(string visitor, IEnumerable<(SlotDefined Slot, Snapshot Snapshot)> read)
    {
        var seen = string.Join('\n', read.Select(it => string.Create(CultureInfo.InvariantCulture,
            $"{it.Slot.Slot} {it.Slot.Version} {it.Snapshot.Funnel} {it.Snapshot.FunnelVersion} {it.Snapshot.Stage} {it.Snapshot.Visits}")));
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor + "\n" + seen)).AsSpan(0, 16))}\"";
    }
}
