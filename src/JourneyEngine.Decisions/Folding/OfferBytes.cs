using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of a journey's offers, about 30 bytes each.</summary>
/// <remarks>
/// First the texts that they name, in ordinal order, then each offer: its id (16 bytes, big-endian), time, the numbers
/// of its slot, content and stage among the texts (0 for none), the versions of slot and funnel, the visit, and flags.
/// </remarks>
internal static class OfferBytes
{
    private const int HeldOut = 1;
    private const int Shown = 2;
    private const int Compared = 4;
    private const int Agreed = 8;
    private const int IdBytes = 16;
    private const int NumbersEach = 8;

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
            writer.Number(offer.Stage is null ? 0 : 1 + Array.BinarySearch(texts, offer.Stage, StringComparer.Ordinal));
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
            var (slot, content, stage) = (
                texts[reader.Read7BitEncodedInt()],
                texts[reader.Read7BitEncodedInt()],
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
                    (flags & Shown) != 0
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
                + (3 * 10)
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
            if (offer.Stage is not null)
                texts.Add(offer.Stage);
        }

        return [.. texts];
    }

    private static int Flags(Offer offer) =>
        (offer.HeldOut ? HeldOut : 0)
        | (offer.Shown ? Shown : 0)
        | (offer.Agreed is null ? 0 : Compared)
        | (offer.Agreed == true ? Agreed : 0);
}
