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

    /// <summary>The same where nothing may be looked at.</summary>
    public static string Unpersonalised(SlotDefined slot, Mode mode) =>
        string.Create(CultureInfo.InvariantCulture, $"{slot.Slot} {slot.Version} {mode.Name()}");

    /// <summary>An entity tag (RFC 9110) over what was seen of a visitor. While it holds the answer is 304, and nothing
    /// is decided.</summary>
    public static string ETag(string visitor, IEnumerable<string> seen) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor + "\n" + string.Join('\n', seen))).AsSpan(0, 16))}\"";
}
