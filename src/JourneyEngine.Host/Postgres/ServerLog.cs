namespace JourneyEngine.Host.Postgres;

/// <summary>What the server of a cluster wrote of itself.</summary>
internal static class ServerLog
{
    private const int Lines = 10;

    /// <param name="from">Bytes of the log that were there before.</param>
    public static string EndOf(Cluster cluster, long from)
    {
        if (!File.Exists(cluster.Log))
            return "";
        using var log = new FileStream(cluster.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Min(from, log.Length), SeekOrigin.Begin);
        using var text = new StreamReader(log);
        return "\nThe end of "
            + $"{cluster.Log}:\n{string.Join('\n', text.ReadToEnd().TrimEnd().Split('\n').TakeLast(Lines))}";
    }
}
