using System.Text.Json;

namespace JourneyEngine.Host.Postgres;

/// <summary><c>postgres.json</c> of the data folder, for the owner's eyes only.</summary>
internal static class ClusterFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
    };

    /// <returns>Null if the data folder knows of no cluster.</returns>
    /// <exception cref="PostgresException">It knows of one that is not there: a fresh one would look like lost
    /// data.</exception>
    public static Cluster? Find(string dataFolder)
    {
        var document = Document(dataFolder);
        if (!File.Exists(document))
            return null;
        var written = JsonSerializer.Deserialize<Cluster>(File.ReadAllText(document), Json)!;
        var cluster = written with
        {
            Folder = Path.GetFullPath(written.Folder, Path.GetFullPath(dataFolder)),
            Vault = written.Vault ?? Cluster.NewRole("journey_vault"),
            Bi = written.Bi ?? Cluster.NewRole("journey_bi"),
        };
        return File.Exists(Path.Combine(cluster.Data, "PG_VERSION"))
            ? cluster
            : throw new PostgresException(
                $"The database that {document} tells of is not in {cluster.Folder}, or is another user's: bring it "
                    + "back, or delete the data folder to start afresh."
            );
    }

    /// <remarks>
    /// The only copy of the passwords: on the disk before it is moved into place, so that neither a reader nor a power
    /// cut sees half of it.
    /// </remarks>
    public static void Save(this Cluster cluster, string dataFolder)
    {
        var document = Document(dataFolder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(document + ".new", options))
        {
            var inside = Path.GetRelativePath(Path.GetFullPath(dataFolder), cluster.Folder);
            JsonSerializer.Serialize(
                file,
                cluster with
                {
                    Folder = inside.StartsWith("..", StringComparison.Ordinal) ? cluster.Folder : inside,
                },
                Json
            );
            file.Flush(flushToDisk: true);
        }

        File.Move(document + ".new", document, overwrite: true);
    }

    private static string Document(string dataFolder) => Path.Combine(dataFolder, "postgres.json");
}
