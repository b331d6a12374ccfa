using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions;

/// <summary>Makes what a decision sees of the visitor's journey, and its chance.</summary>
public static class Snapshots
{
    private const int SeedBits = 53;
    private const double MillisecondsADay = 86_400_000;

    /// <param name="slot">Names the funnel; where it names none, the site's only one is meant.</param>
    /// <param name="version">Version of the visitor's stream up to which the journey is folded.</param>
    /// <param name="streams">Where it is merged, those of all pseudonyms; null otherwise.</param>
    public static Snapshot Of(
        Journey journey,
        FoldRules rules,
        SlotDefined slot,
        long version,
        StreamRead[]? streams = null
    )
    {
        var funnel = slot.Funnel is null
            ? (rules.Funnels.Length == 1 ? rules.Funnels[0] : null)
            : rules.Find(slot.Funnel);
        if (journey.Visits.IsEmpty)
            return new(funnel?.Name, funnel?.Version ?? 0, null, 0, null, null, false, version, Streams: streams);
        var (reads, standing) = (
            Eligibility.Reads(slot),
            funnel is null ? null : FunnelProgress.Of(journey, rules, funnel)
        );
        return new Snapshot(
            funnel?.Name,
            funnel?.Version ?? 0,
            standing?.Stage,
            journey.Visits.Length,
            Moment(journey.Visits[0].Start),
            Moment(journey.Visits[^1].End),
            standing?.Conversion is not null,
            version,
            journey.Visits.Length > 1 && reads.HasFlag(SnapshotParts.DaysAway)
                ? (journey.Visits[^1].Start - journey.Visits[^2].End) / MillisecondsADay
                : null,
            reads.HasFlag(SnapshotParts.History) ? ContentHistories.Of(journey, rules, slot) : null,
            streams
        );
    }

    /// <summary>
    /// The chance of a decision: the same for a visitor, slot and visit on every host and after every restart, so that
    /// a visitor who asks twice within a visit is shown the same.
    /// </summary>
    /// <param name="visitor">Of a person on several devices, the pseudonym whose stream was begun first.</param>
    /// <returns>As many bits as every JSON reader keeps of a number.</returns>
    public static ulong Seed(string site, string visitor, SlotDefined slot, Snapshot snapshot) =>
        Hash(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{site}\n{visitor}\n{slot.Slot}\n{slot.Version}\n{snapshot.Visits}{SeedSuffix(slot, snapshot)}"
            )
        );

    /// <remarks>
    /// Where outcomes are counted, a decision at the next stage of a visit, or after an answer, is drawn anew: with the
    /// same number it would depend on the content that led there, whatever its propensity says.
    /// </remarks>
    private static string SeedSuffix(SlotDefined slot, Snapshot snapshot) =>
        slot.Outcome is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\n{snapshot.FunnelVersion}\n{snapshot.Stage}\n{string.Join('\n', Eligibility.Fingerprint(slot, snapshot))}"
            );

    /// <summary>Whether a visitor belongs to a slot's holdout: for ever, whatever the slot's contents; a greater share
    /// holds out the same visitors and more.</summary>
    public static bool IsHeldOut(string site, string visitor, SlotDefined slot) =>
        slot.Holdout > 0 && new Seeded(Hash($"holdout\n{site}\n{visitor}\n{slot.Slot}")).NextDouble() < slot.Holdout;

    internal static DateTimeOffset Moment(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private static ulong Hash(string text) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) >> (64 - SeedBits);
}
