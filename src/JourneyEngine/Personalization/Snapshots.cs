using System.Buffers.Binary;
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
    private const int SeedBits = 53;

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

    /// <summary>All that eligibility can see, as text: while it stays the same, what was offered still stands.</summary>
    public static string Seen(SlotDefined slot, Snapshot snapshot) => string.Create(CultureInfo.InvariantCulture,
        $"{slot.Slot} {slot.Version} {snapshot.Funnel} {snapshot.FunnelVersion} {snapshot.Stage} {snapshot.Visits}");

    /// <summary>The same where nothing may be looked at.</summary>
    public static string Unseen(SlotDefined slot, Mode mode) => string.Create(CultureInfo.InvariantCulture, $"{slot.Slot} {slot.Version} {mode.Name()}");

    /// <summary>An entity tag (RFC 9110) over what was seen of a visitor. While it holds the answer is 304, and nothing is decided.</summary>
    public static string ETag(string visitor, IEnumerable<string> seen) =>
        $"\"{Convert.ToHexStringLower(Hash(visitor + "\n" + string.Join('\n', seen)).AsSpan(0, 16))}\"";

    /// <summary>
    /// The chance of a decision: the same for a visitor, slot and visit on every host and after every restart, so that a visitor who
    /// asks twice within a visit is shown the same.
    /// </summary>
    /// <returns>As many bits as every JSON reader keeps of a number.</returns>
    public static ulong Seed(string site, string visitor, SlotDefined slot, Snapshot snapshot) =>
        BinaryPrimitives.ReadUInt64BigEndian(Hash(string.Create(CultureInfo.InvariantCulture,
            $"{site}\n{visitor}\n{slot.Slot}\n{slot.Version}\n{snapshot.Visits}"))) >> (64 - SeedBits);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
