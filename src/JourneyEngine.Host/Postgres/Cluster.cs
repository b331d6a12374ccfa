using System.Security.Cryptography;
using System.Text.Json;

namespace JourneyEngine.Host.Postgres;

/// <summary>What is written down of the embedded cluster, in <c>postgres.json</c> of the data folder, for the owner's eyes only.</summary>
/// <param name="Folder">Where the cluster lies.</param>
/// <param name="Reader">The role that may only read, for analysts.</param>
internal sealed record Cluster(
    string Folder, string Host, int Port, string Database, Cluster.Role Superuser, Cluster.Role Engine, Cluster.Role Reader)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record Role(string User, string Password);

    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "postgres.log");

    public static Cluster? Find(string dataFolder) =>
        File.Exists(Document(dataFolder))
        && JsonSerializer.Deserialize<Cluster>(File.ReadAllText(Document(dataFolder)), Json) is { } cluster
        && Directory.Exists(cluster.Data)
            ? cluster
            : null;

    public static Cluster New(string folder) =>
        new(folder, "127.0.0.1", 0, "journey", NewRole("postgres"), NewRole("journey"), NewRole("journey_reader"));

    /// <remarks>Written beside and moved into place, so that a reader never sees half of it.</remarks>
    public void Save(string dataFolder)
    {
        var document = Document(dataFolder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(document + ".new", options))
            JsonSerializer.Serialize(file, this, Json);
        File.Move(document + ".new", document, overwrite: true);
    }

    public string ConnectionString(Role role, string? database = null) => new Npgsql.NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = database ?? Database,
        Username = role.User,
        Password = role.Password,
        ApplicationName = EmbeddedPostgres.ApplicationName,
        MaxPoolSize = 50,
    }.ConnectionString;

    private static string Document(string dataFolder) => Path.Combine(dataFolder, "postgres.json");

    private static Role NewRole(string user) => new(user, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
}
