using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of a journey: canonical, so that equal journeys are equal bytes.</summary>
/// <remarks>
/// The fold's fingerprint, then variable-length integers: visits; for each its start (from the end of the one before),
/// length, interactions and hits; for each hit its evidence and times (from the start of the visit). About 10 bytes a
/// visit. Then the choices (see <see cref="ConsentBytes"/>); then a byte that says which
/// parts of the origin are known, and these; then, where anything was offered, the offers; see
/// <see cref="OfferBytes"/>.
/// </remarks>
public static class JourneyBytes
{
    private const int FingerprintLength = 4;

    private static readonly Lazy<byte[]> FoldHash = new(() =>
        SHA256.HashData([
            .. Probes.All.Select(it => it.Journey).Concat(Probes.Respelled).Concat(Probes.Persons).SelectMany(Body),
        ])
    );

    /// <summary>
    /// Tells this fold, and the form in which it is stored, from those of other versions: made of what it makes of the
    /// probes. A stored journey begins with its first bytes, so that none is ever read as what it is not.
    /// </summary>
    public static string Fold { get; } = Convert.ToHexStringLower(FoldHash.Value)[..32];

    public static byte[] Write(Journey journey) => Write(journey, FoldHash.Value.AsSpan(0, FingerprintLength));

    private static byte[] Body(Journey journey) => Write(journey, []);

    private static byte[] Write(Journey journey, ReadOnlySpan<byte> fingerprint)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Most(journey));
        var writer = new SpanWriter(buffer);
        foreach (var it in fingerprint)
            writer.Byte(it);
        writer.Number(journey.Visits.Length);
        var last = 0L;
        foreach (var visit in journey.Visits)
        {
            writer.Number(visit.Start - last);
            writer.Number(visit.End - visit.Start);
            writer.Number(visit.Interactions);
            EvidenceHitBytes.Write(ref writer, visit);
            last = visit.End;
        }

        ConsentBytes.Write(ref writer, journey.Consents);
        OriginBytes.Write(ref writer, journey.Origin, hasOffers: !journey.Offers.IsEmpty);
        if (!journey.Offers.IsEmpty)
            OfferBytes.Write(ref writer, journey.Offers);
        var bytes = buffer.AsSpan(0, writer.Length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return bytes;
    }

    /// <returns>Null if the journey was stored by another version's fold: only the visitor's facts tell what it
    /// is.</returns>
    public static Journey? Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(FoldHash.Value.AsSpan(0, FingerprintLength)))
            return null;
        using var reader = new BinaryReader(
            new MemoryStream(bytes, FingerprintLength, bytes.Length - FingerprintLength, writable: false)
        );
        var visits = ImmutableArray.CreateBuilder<Visit>(reader.Read7BitEncodedInt());
        var last = 0L;
        for (var i = visits.Capacity; i > 0; i--)
        {
            var start = last + reader.Read7BitEncodedInt64();
            last = start + reader.Read7BitEncodedInt64();
            visits.Add(new Visit(start, last, reader.Read7BitEncodedInt(), EvidenceHitBytes.Read(reader, start)));
        }

        var consents = ConsentBytes.Read(reader);
        var (known, hasOffers) = OriginBytes.Read(reader);
        var origin = visits.Count == 0 ? null : known;
        return new Journey(visits.DrainToImmutable(), consents, hasOffers ? OfferBytes.Read(reader) : [], origin);
    }

    /// <summary>How many bytes it can be at most: ten a number, and four a character.</summary>
    private static int Most(Journey journey)
    {
        var numbers = 1;
        foreach (var visit in journey.Visits)
        {
            numbers += 4;
            foreach (var hit in visit.Hits)
                numbers += 2 + hit.Times.Length;
        }

        var characters = 0;
        foreach (var consent in journey.Consents)
            (numbers, characters) = (numbers + 1 + ConsentBytes.NumbersEach, characters + consent.Purpose.Length);
        if (journey.Origin is { } origin)
            (numbers, characters) = (
                numbers + 3,
                characters
                    + (origin.Campaign?.Length ?? 0)
                    + (origin.ReferrerHost?.Length ?? 0)
                    + (origin.Landing?.Length ?? 0)
            );
        return 32 + (10 * numbers) + (4 * characters) + OfferBytes.Most(journey.Offers);
    }
}
