namespace JourneyEngine.Log.Appending;

/// <summary>Facts that are appended by one statement, and what they share.</summary>
internal readonly struct FactBatch
{
    /// <summary>The streams that the rows go to, each once, in the order in which every host locks them.</summary>
    public (string Site, string Name, long Facts)[] Streams { get; }

    /// <summary>For each row the place of its stream among <see cref="Streams"/>.</summary>
    public int[] StreamOf { get; }

    /// <summary>For each row how far its version will be behind the last one of its stream; 0 or less.</summary>
    public long[] Behind { get; }

    /// <summary>All visitors that rows name, each once.</summary>
    public (string Site, byte[] SubjectHash)[] SubjectHashes { get; }

    public FactBatch(FactRow[] rows)
    {
        Streams = StreamsOf(rows, out var streamOf);
        StreamOf = streamOf;
        Behind = BehindLast(Streams, streamOf);
        SubjectHashes = SubjectHashesOf(rows);
    }

    private static (string Site, byte[] SubjectHash)[] SubjectHashesOf(FactRow[] rows)
    {
        var hashes = new List<(string, byte[])>(rows.Length);
        var seen = new HashSet<byte[]>(rows.Length, ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            if (seen.Add(row.SubjectHash))
                hashes.Add((row.Site, row.SubjectHash));
            foreach (var other in row.OtherSubjectHashes)
            {
                if (seen.Add(other))
                    hashes.Add((row.Site, other));
            }
        }

        return [.. hashes];
    }

    private static (string Site, string Name, long Facts)[] StreamsOf(FactRow[] rows, out int[] streamOf)
    {
        var facts = new Dictionary<(string Site, string Name), long>(rows.Length);
        foreach (var row in rows)
            facts[(row.Site, row.Stream)] = facts.GetValueOrDefault((row.Site, row.Stream)) + 1;
        var streams = facts.Select(it => (it.Key.Site, it.Key.Name, Facts: it.Value)).ToArray();
        Array.Sort(
            streams,
            static (a, b) =>
                string.CompareOrdinal(a.Site, b.Site) is not 0 and var sites
                    ? sites
                    : string.CompareOrdinal(a.Name, b.Name)
        );
        var place = new Dictionary<(string, string), int>(streams.Length);
        for (var i = 0; i < streams.Length; i++)
            place[(streams[i].Site, streams[i].Name)] = i;
        streamOf = [.. rows.Select(row => place[(row.Site, row.Stream)])];
        return streams;
    }

    private static long[] BehindLast((string Site, string Name, long Facts)[] streams, int[] streamOf)
    {
        var seen = new long[streams.Length];
        return [.. streamOf.Select(stream => ++seen[stream] - streams[stream].Facts)];
    }
}
