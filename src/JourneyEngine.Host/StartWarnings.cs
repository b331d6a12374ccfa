using System.Net;
using JourneyEngine.Settings;
using Npgsql;

namespace JourneyEngine.Host;

/// <summary>What a host starts with all the same, though an operator should know.</summary>
internal static class StartWarnings
{
    private const UnixFileMode ByOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] Secrets = ["secret.key", "vault.keys", "postgres.json", "*.keys.json"];

    /// <returns>A sentence each.</returns>
    public static IEnumerable<string> Of(HostConfiguration settings) =>
        ReadableByOthers(settings.Host.DataFolder)
            .Concat(WithoutTls("JOURNEY_DB", settings.Host.Database))
            .Concat(WithoutTls("JOURNEY_VAULT_DB", settings.Vault.Database))
            .Concat(WithoutTls("JOURNEY_ERASURES", settings.Host.Erasures));

    private static IEnumerable<string> ReadableByOthers(string folder)
    {
        if (OperatingSystem.IsWindows())
            yield break;
        foreach (var file in Secrets.SelectMany(it => Directory.EnumerateFiles(folder, it)))
        {
            if ((File.GetUnixFileMode(file) & ByOthers) != 0)
                yield return $"{file} is a secret, and others on this machine may read it: chmod 600 {file}";
        }
    }

    private static IEnumerable<string> WithoutTls(string setting, string? place)
    {
        // The vault's is told to be wrong where it is used: the host collects without it.
        if (place is null || !FileOrPostgresAttribute.IsConnection(place) || !IsRight(place))
            return [];
        var connection = new NpgsqlConnectionStringBuilder(place);
        return connection.SslMode >= SslMode.Require || (connection.Host ?? "").Split(',').All(IsHere)
            ? []
            :
            [
                $"{setting} names another machine and lets the connection go without TLS: add SSL Mode=VerifyFull, and "
                    + "Root Certificate=... where the server's certificate is of your own making.",
            ];
    }

    private static bool IsRight(string connection) => new PostgresConnectionAttribute().IsValid(connection);

    /// <remarks>A path is that of a socket.</remarks>
    private static bool IsHere(string host) =>
        host.Trim() is var name
        && (
            name.Length == 0
            || name[0] is '/' or '@'
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address))
        );
}
