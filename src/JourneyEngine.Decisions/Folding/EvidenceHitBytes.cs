using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of what a visit told: each hit its evidence and times, from the start of the visit.</summary>
internal static class EvidenceHitBytes
{
    public static void Write(ref SpanWriter writer, Visit visit)
    {
        writer.Number(visit.Hits.Length);
        foreach (var hit in visit.Hits)
        {
            writer.Number(hit.Evidence);
            writer.Number(hit.Times.Length);
            foreach (var time in hit.Times)
                writer.Number(time - visit.Start);
        }
    }

    public static ImmutableArray<EvidenceHit> Read(BinaryReader reader, long start)
    {
        var hits = ImmutableArray.CreateBuilder<EvidenceHit>(reader.Read7BitEncodedInt());
        for (var i = hits.Capacity; i > 0; i--)
        {
            var evidence = reader.Read7BitEncodedInt();
            var times = ImmutableArray.CreateBuilder<long>(reader.Read7BitEncodedInt());
            for (var j = times.Capacity; j > 0; j--)
                times.Add(start + reader.Read7BitEncodedInt64());
            hits.Add(new EvidenceHit(evidence, times.MoveToImmutable()));
        }

        return hits.MoveToImmutable();
    }
}
