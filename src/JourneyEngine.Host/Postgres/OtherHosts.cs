using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>Other hosts on an embedded cluster.</summary>
internal static class OtherHosts
{
    /// <summary>A closed connection is still seen for a moment.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <param name="own">Server process of this host's presence, 0 for none: on a busy machine it is seen for long
    /// after it was closed.</param>
    /// <returns>Whether hosts other than this one are connected; false where the server is gone.</returns>
    public static async Task<bool> AreConnected(Cluster cluster, int own)
    {
        try
        {
            await using var server = new NpgsqlConnection(cluster.ServerConnectionString("journey-stops"));
            await server.OpenAsync();
            var waited = Stopwatch.StartNew();
            while (
                await Roles.Exists(
                    server,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"pg_stat_activity where pid <> {own} and application_name"
                    ),
                    EmbeddedPostgres.ApplicationName,
                    CancellationToken.None
                )
            )
            {
                if (waited.Elapsed > Farewell)
                    return true;
                await Task.Delay(50);
            }
        }
        catch (NpgsqlException)
        {
            // Gone, or going.
        }

        return false;
    }
}
