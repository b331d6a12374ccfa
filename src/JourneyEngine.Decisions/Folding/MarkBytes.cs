using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of what a visit told: each mark its evidence and times, from the start of the visit.</summary>
internal static class MarkBytes
{
    public static void Write(ref SpanWriter writer, Visit visit)
    {
        writer.Number(visit.Marks.Length);
        foreach (var mark in visit.Marks)
        {
            writer.Number(mark.Evidence);
            writer.Number(mark.Times.Length);
            foreach (var time in mark.Times)
                writer.Number(time - visit.Start);
        }
    }

    public static ImmutableArray<Mark> Read(BinaryReader reader, long start)
    {
        var marks = ImmutableArray.CreateBuilder<Mark>(reader.Read7BitEncodedInt());
        for (var i = marks.Capacity; i > 0; i--)
        {
            var evidence = reader.Read7BitEncodedInt();
            var times = ImmutableArray.CreateBuilder<long>(reader.Read7BitEncodedInt());
            for (var j = times.Capacity; j > 0; j--)
                times.Add(start + reader.Read7BitEncodedInt64());
            marks.Add(new Mark(evidence, times.MoveToImmutable()));
        }

        return marks.MoveToImmutable();
    }
}
