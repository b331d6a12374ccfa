using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>What is written down of the embedded cluster, in <c>postgres.json</c> of the data folder, for the owner's
/// eyes only.</summary>
/// <param name="Folder">Where the cluster lies; relative to the data folder where it is inside, so that the data folder
/// can be moved.</param>
/// <param name="Reader">The role that may only read, for analysts.</param>
/// <param name="Vault">The role that owns the vault's schema and sees nothing else; absent in what was written before
/// there was one.</param>
/// <param name="Bi">The role that may only read the views for BI tools; absent in what was written before there was
/// one.</param>
internal sealed record Cluster(
    string Folder,
    string Host,
    int Port,
    string Database,
    Cluster.Role Superuser,
    Cluster.Role Engine,
    Cluster.Role Reader,
    Cluster.Role? Vault = null,
    Cluster.Role? Bi = null
)
{
    public sealed record Role(string User, string Password);

    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "postgres.log");

    /// <summary>The major version of PostgreSQL that made it.</summary>
    public int Version => int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture);

    public static Cluster New(string folder) =>
        new(
            folder,
            "127.0.0.1",
            0,
            "journey",
            NewRole("postgres"),
            NewRole("journey"),
            NewRole("journey_reader"),
            NewRole("journey_vault"),
            NewRole("journey_bi")
        );

    public string ConnectionString(Role role, string? database = null) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = database ?? Database,
            Username = role.User,
            Password = role.Password,
            ApplicationName = EmbeddedPostgres.ApplicationName,
            MaxPoolSize = 50,
            // It has no certificate, and listens to this machine only: to be asked for TLS first is time lost, most of all by
            // whoever gives up on one that does not answer.
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>As the superuser, on a connection of its own that is closed for good when disposed of.</summary>
    /// <param name="applicationName">Other than a host's where it shall not count as one.</param>
    public string ServerConnectionString(string applicationName) =>
        new NpgsqlConnectionStringBuilder(ConnectionString(Superuser, "postgres"))
        {
            Pooling = false,
            ApplicationName = applicationName,
        }.ConnectionString;

    internal static Role NewRole(string user) =>
        new(
            user,
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        );
}
