using System.Collections.Immutable;
using System.Globalization;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of a journey's offers, about 30 bytes each.</summary>
/// <remarks>
/// First the texts that they name, in ordinal order, then each offer: its id (16 bytes, big-endian), time, the numbers
/// of its slot, content, stage and holdout share among the texts (0 for none), the versions of slot and funnel, the visit,
/// and flags.
/// </remarks>
internal static class OfferBytes
{
    private const int HeldOut = 1;
    private const int Shown = 2;
    private const int Compared = 4;
    private const int Agreed = 8;
    private const int Crowded = 16;
    private const int IdBytes = 16;

    /// <summary>Of the longest shares, such as 1.2345678901234567E-05, with the length before each.</summary>
    private const int ShareLength = 32;

    private const int NumbersEach = 9;

    public static void Write(ref SpanWriter writer, ImmutableArray<Offer> offers)
    {
        var texts = Texts(offers);
        writer.Number(texts.Length);
        foreach (var text in texts)
            writer.Text(text);
        writer.Number(offers.Length);
        foreach (var offer in offers)
        {
            writer.Id(offer.DecisionId);
            writer.Number(offer.At);
            writer.Number(Array.BinarySearch(texts, offer.Slot, StringComparer.Ordinal));
            writer.Number(Array.BinarySearch(texts, offer.Content, StringComparer.Ordinal));
            writer.Number(Place(texts, offer.Stage));
            writer.Number(Place(texts, Share(offer)));
            writer.Number(offer.SlotVersion);
            writer.Number(offer.FunnelVersion);
            writer.Number(offer.Visit);
            writer.Byte((byte)Flags(offer));
        }
    }

    public static ImmutableArray<Offer> Read(BinaryReader reader)
    {
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        var offers = ImmutableArray.CreateBuilder<Offer>(reader.Read7BitEncodedInt());
        for (var i = offers.Capacity; i > 0; i--)
        {
            var (id, at) = (new Guid(reader.ReadBytes(IdBytes), bigEndian: true), reader.Read7BitEncodedInt64());
            var (slot, content, stage, share) = (
                texts[reader.Read7BitEncodedInt()],
                texts[reader.Read7BitEncodedInt()],
                reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt()
            );
            var (slotVersion, funnelVersion, visit, flags) = (
                reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt(),
                reader.ReadByte()
            );
            offers.Add(
                new Offer(
                    id,
                    at,
                    slot,
                    slotVersion,
                    content,
                    funnelVersion,
                    stage == 0 ? null : texts[stage - 1],
                    visit,
                    (flags & HeldOut) != 0,
                    (flags & Compared) != 0 ? (flags & Agreed) != 0 : null,
                    (flags & Shown) != 0,
                    share == 0 ? null : double.Parse(texts[share - 1], CultureInfo.InvariantCulture),
                    (flags & Crowded) != 0
                )
            );
        }

        return offers.MoveToImmutable();
    }

    /// <summary>How many bytes they can be at most.</summary>
    public static int Most(ImmutableArray<Offer> offers)
    {
        var bytes = 20;
        foreach (var offer in offers)
            bytes +=
                IdBytes
                + 1
                + (10 * NumbersEach)
                + (4 * 10)
                + ShareLength
                + (4 * (offer.Slot.Length + offer.Content.Length + (offer.Stage?.Length ?? 0)));
        return bytes;
    }

    private static string[] Texts(ImmutableArray<Offer> offers)
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var offer in offers)
        {
            texts.Add(offer.Slot);
            texts.Add(offer.Content);
            foreach (var text in new[] { offer.Stage, Share(offer) }.OfType<string>())
                texts.Add(text);
        }

        return [.. texts];
    }

    private static int Place(string[] texts, string? text) =>
        text is null ? 0 : 1 + Array.BinarySearch(texts, text, StringComparer.Ordinal);

    private static string? Share(Offer offer) => offer.HoldoutShare?.ToString("R", CultureInfo.InvariantCulture);

    private static int Flags(Offer offer) =>
        (offer.HeldOut ? HeldOut : 0)
        | (offer.Shown ? Shown : 0)
        | (offer.Agreed is null ? 0 : Compared)
        | (offer.Agreed == true ? Agreed : 0)
        | (offer.Crowded ? Crowded : 0);
}
