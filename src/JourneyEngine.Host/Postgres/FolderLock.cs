using System.Diagnostics;

namespace JourneyEngine.Host.Postgres;

/// <summary>One host at a time starts or stops the server of a data folder; the lock ends with its process.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Null if the folder is gone: then nobody else works with it.</returns>
    /// <exception cref="PostgresException">Another host has been starting or stopping for ten minutes.</exception>
    public static async Task<FileStream?> Take(string dataFolder, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(
                    Path.Combine(dataFolder, "postgres.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (DirectoryNotFoundException)
            {
                return null;
            }
            catch (IOException failure) when (failure.GetType() == typeof(IOException))
            {
                if (waited.Elapsed > Patience)
                    throw new PostgresException($"Another host is starting or stopping PostgreSQL in {dataFolder}.");
                await Task.Delay(100, cancellation);
            }
        }
    }
}
