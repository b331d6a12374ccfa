using System.Collections.Immutable;

namespace JourneyEngine.Decisions;

/// <summary>The stored form of a journey: canonical, so that equal journeys are equal bytes.</summary>
/// <remarks>
/// A format byte, then variable-length integers: visits; for each its start (from the end of the one before), length, interactions
/// and marks; for each mark its evidence and times (from the start of the visit). About 10 bytes a visit.
/// </remarks>
public static class JourneyBytes
{
    private const byte Format = 1;

    public static byte[] Write(Journey journey)
    {
        using var stream = new MemoryStream(16 + (journey.Visits.Length * 16));
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write7BitEncodedInt(journey.Visits.Length);
        var last = 0L;
        foreach (var visit in journey.Visits)
        {
            writer.Write7BitEncodedInt64(visit.Start - last);
            writer.Write7BitEncodedInt64(visit.End - visit.Start);
            writer.Write7BitEncodedInt(visit.Interactions);
            WriteMarks(writer, visit);
            last = visit.End;
        }

        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not a journey of this format.</exception>
    public static Journey Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        if (reader.ReadByte() != Format)
            throw new InvalidDataException("The stored journey has another format; replay the journeys to write it anew.");
        var visits = ImmutableArray.CreateBuilder<Visit>(reader.Read7BitEncodedInt());
        var last = 0L;
        for (var i = visits.Capacity; i > 0; i--)
        {
            var start = last + reader.Read7BitEncodedInt64();
            last = start + reader.Read7BitEncodedInt64();
            visits.Add(new Visit(start, last, reader.Read7BitEncodedInt(), ReadMarks(reader, start)));
        }

        return new Journey(visits.MoveToImmutable());
    }

    private static void WriteMarks(BinaryWriter writer, Visit visit)
    {
        writer.Write7BitEncodedInt(visit.Marks.Length);
        foreach (var mark in visit.Marks)
        {
            writer.Write7BitEncodedInt(mark.Evidence);
            writer.Write7BitEncodedInt(mark.Times.Length);
            foreach (var time in mark.Times)
                writer.Write7BitEncodedInt64(time - visit.Start);
        }
    }

    private static ImmutableArray<Mark> ReadMarks(BinaryReader reader, long start)
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
