using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>Makes what a decision sees of the visitor's journey, and its chance.</summary>
public static class Snapshots
{
    private const int SeedBits = 53;

    /// <param name="slot">Names the funnel; where it names none, the site's only one is meant.</param>
    /// <param name="version">Version of the visitor's stream up to which the journey is folded.</param>
    public static Snapshot Of(Journey journey, FoldRules rules, SlotDefined slot, long version)
    {
        var funnel = slot.Funnel is null ? (rules.Funnels.Length == 1 ? rules.Funnels[0] : null) : rules.Find(slot.Funnel);
        if (journey.Visits.IsEmpty)
            return new Snapshot(funnel?.Name, funnel?.Version ?? 0, null, 0, null, null, false, version);
        var standing = funnel is null ? null : Standing.Of(journey, rules, funnel);
        return new Snapshot(
            funnel?.Name, funnel?.Version ?? 0, standing?.Stage, journey.Visits.Length,
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[0].Start),
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[^1].End),
            standing?.Conversion is not null, version);
    }

    /// <summary>
    /// The chance of a decision: the same for a visitor, slot and visit on every host and after every restart, so that a visitor who
    /// asks twice within a visit is shown the same.
    /// </summary>
    /// <returns>As many bits as every JSON reader keeps of a number.</returns>
    public static ulong Seed(string site, string visitor, SlotDefined slot, Snapshot snapshot) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{site}\n{visitor}\n{slot.Slot}\n{slot.Version}\n{snapshot.Visits}")))) >> (64 - SeedBits);
}
