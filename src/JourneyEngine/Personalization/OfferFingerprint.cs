using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Personalization;

/// <summary>What an offer stands for, as text: a slot as it is defined, a visit, a stage and what was answered. While
/// it stays the same, what was offered still stands.</summary>
internal static class OfferFingerprint
{
    public static string Of(SlotDefined slot, Snapshot snapshot) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{slot.Slot} {slot.Version} {snapshot.Funnel} {snapshot.FunnelVersion} {snapshot.Stage} {snapshot.Visits} "
                + $"{string.Join(' ', Eligibility.Fingerprint(slot, snapshot))}"
        );

    /// <summary>The entity tag where nothing is decided: another reason is another answer.</summary>
    public static string Undecided(string visitor, Mode mode, string because, IEnumerable<SlotDefined> slots) =>
        ETag(
            visitor,
            slots.Select(it =>
                string.Create(CultureInfo.InvariantCulture, $"{it.Slot} {it.Version} {mode.Name()} {because}")
            )
        );

    /// <summary>An entity tag (RFC 9110) over what was seen of a visitor. While it holds the answer is 304, and nothing
    /// is decided.</summary>
    public static string ETag(string visitor, IEnumerable<string> seen) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor + "\n" + string.Join('\n', seen))).AsSpan(0, 16))}\"";
}
