namespace JourneyEngine.Host.Postgres;

/// <summary>What the server of a cluster wrote of itself.</summary>
internal static class ServerLog
{
    private const int Lines = 10;
    private const long Largest = 10 * 1024 * 1024;

    /// <summary>Puts a log that has grown large aside, in the place of the one before.</summary>
    public static void Begin(Cluster cluster)
    {
        if (File.Exists(cluster.Log) && new FileInfo(cluster.Log).Length > Largest)
            File.Move(cluster.Log, cluster.Log + ".1", overwrite: true);
    }

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
