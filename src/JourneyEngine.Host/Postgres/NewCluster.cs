namespace JourneyEngine.Host.Postgres;

/// <summary>Makes the cluster of a data folder that has none.</summary>
internal static class NewCluster
{
    private const string Elsewhere = "/var/lib/journeyengine";

    private static readonly string[] Settings =
    [
        "max_wal_size = 4GB",
        "checkpoint_timeout = 15min",
        "max_connections = 200",
        "idle_in_transaction_session_timeout = 60s",
        "log_min_messages = warning",
        "log_checkpoints = off",
    ];

    /// <exception cref="PostgresException">PostgreSQL is not installed, or could not make it.</exception>
    public static async Task<Cluster> Make(string dataFolder, ILogger logger)
    {
        var binaries = Binaries.Find(version: null);
        var cluster = Cluster.New(await Place(dataFolder, logger));
        var unfinished = Unfinished(cluster.Folder);
        var password = Path.Combine(cluster.Folder, "password");
        await File.WriteAllTextAsync(unfinished, dataFolder);
        await File.WriteAllTextAsync(password, cluster.Superuser.Password);
        if (ServerUser.Current is { } user)
            await Unprivileged.Give(password, user);
        await Unprivileged.Run(
            binaries["initdb"],
            "-D",
            cluster.Data,
            "-U",
            cluster.Superuser.User,
            "-A",
            "scram-sha-256",
            "--pwfile",
            password,
            "-E",
            "UTF8",
            "--locale=C",
            "--data-checksums"
        );
        File.Delete(password);
        await File.AppendAllLinesAsync(
            Path.Combine(cluster.Data, "postgresql.conf"),
            [
                .. Settings,
                $"shared_buffers = {Buffers()}MB",
                $"wal_compression = {await Compression(binaries, cluster)}",
            ]
        );
        cluster.Save(dataFolder);
        File.Delete(unfinished);
        return cluster;
    }

    /// <returns>A sixteenth of the memory, in MB: the index by which duplicates are found is read everywhere at
    /// once.</returns>
    private static long Buffers() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16 / 1024 / 1024, 128, 1024);

    /// <remarks>Not every build of PostgreSQL has lz4, which costs a tenth of what its own compression does.</remarks>
    private static async Task<string> Compression(Binaries binaries, Cluster cluster) =>
        (
            await Unprivileged.Try(
                binaries["postgres"],
                "-D",
                cluster.Data,
                "-C",
                "wal_compression",
                "-c",
                "wal_compression=lz4"
            )
        ).ExitCode == 0
            ? "lz4"
            : "on";

    /// <remarks>
    /// As root the cluster belongs to another user, and that one may not reach the data folder: nobody's folders are
    /// opened for it, the cluster goes elsewhere. What the data folder says of it makes a fresh data folder a fresh
    /// cluster all the same.
    /// </remarks>
    private static async Task<string> Place(string dataFolder, ILogger logger)
    {
        var folder = Path.GetFullPath(Path.Combine(dataFolder, "postgres"));
        if (File.Exists(Unfinished(folder)))
            Directory.Delete(folder, recursive: true);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new PostgresException(
                $"{folder} holds a database, but postgres.json with its passwords is missing beside it: bring that "
                    + $"back, or delete the data folder to start afresh."
            );
        }

        await Unprivileged.Own(folder);
        if (await Unprivileged.CanReach(folder))
            return folder;
        Directory.Delete(folder);
        folder = Path.Combine(Elsewhere, Guid.NewGuid().ToString("N")[..12]);
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(Elsewhere, (UnixFileMode)0b111_001_001);
        await Unprivileged.Own(folder);
        logger.LogInformation(
            "PostgreSQL does not run as root and user {User} cannot reach the data folder, so the database is in "
                + "{Folder}: delete both to delete it.",
            ServerUser.Current?.Name,
            folder
        );
        return folder;
    }

    /// <summary>Stands where a host was killed while it made the cluster: nothing in it is worth keeping.</summary>
    private static string Unfinished(string folder) => Path.Combine(folder, "unfinished");
}
