using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Sites.Keys;

/// <summary>The three keys with which a site begins: made once, whichever host comes first.</summary>
public sealed record FirstKeys(string WriteKey, string ReadKey, string AdminKey)
{
    private const string HasKeys = "select exists (select from journey.keys where site = $1 and revoked_at is null)";

    /// <param name="keep">Puts them where they can be read again: of what is stored they cannot be.</param>
    /// <returns>False where the site has keys, or another host is making them: none are made then.</returns>
    internal static async Task<bool> Make(
        NpgsqlDataSource database,
        string site,
        DateTimeOffset now,
        Func<FirstKeys, Task> keep,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (
            var turn = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLocks.FirstKeys})", connection)
        )
            await turn.ExecuteNonQueryAsync(cancellation);
        await using (var asked = new NpgsqlCommand(HasKeys, connection))
        {
            asked.Parameters.Add(new() { Value = site });
            if ((bool)(await asked.ExecuteScalarAsync(cancellation))!)
                return false;
        }

        var made = new FirstKeys(
            SiteKeys.Mint(KeyScope.Write),
            SiteKeys.Mint(KeyScope.Read),
            SiteKeys.Mint(KeyScope.Admin)
        );
        await keep(made);
        foreach (
            var (scope, key) in new[]
            {
                (KeyScope.Write, made.WriteKey),
                (KeyScope.Read, made.ReadKey),
                (KeyScope.Admin, made.AdminKey),
            }
        )
        {
            await using var insert = SiteKeys.Insert(key, site, scope, now, scope.ToString().ToLowerInvariant());
            insert.Connection = connection;
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }
}
