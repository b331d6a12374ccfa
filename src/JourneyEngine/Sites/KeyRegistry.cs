using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>The keys of a site as its admins see them: never the keys themselves.</summary>
public sealed class KeyRegistry(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>An admin key that holds for ever, other than the one of this name: without one, nobody could make the
    /// next.</summary>
    private const string AnotherAdmin = """
        with lasting as (
            select hash, coalesce(name, prefix) as name from journey.keys
            where site = $1 and scope = 'Admin' and revoked_at is null and expires_at is null order by hash for update)
        """;

    private const string MayGo = "(scope <> 'Admin' or exists (select from lasting where lasting.name <> $2))";

    /// <param name="Name">What the site calls it; its first eight characters where it has no name.</param>
    /// <param name="Scope"><c>write</c>, <c>read</c> or <c>admin</c>.</param>
    /// <param name="Prefix">Its first eight characters, to know it by.</param>
    /// <param name="ExpiresAt">From when on it opens nothing; never where absent.</param>
    /// <param name="Origins">Origins whose pages may use it; those of all where there are none.</param>
    /// <param name="Links">Whether what comes with it may say that two ids are one visitor, and find a visitor by such
    /// a word.</param>
    /// <param name="Consents">Whether what comes with it may say what its visitor agrees to and refuses.</param>
    /// <param name="Details">Whether what comes with it may tell details of its visitor.</param>
    /// <param name="Vouches">Whether the site's server has it, and stands for what it says of ids.</param>
    public sealed record Entry(
        string Name,
        string Scope,
        string Prefix,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt,
        string[] Origins,
        bool Links,
        bool Consents,
        bool Details,
        bool Vouches
    );

    /// <returns>Also those that are revoked; the latest last.</returns>
    public async Task<IReadOnlyList<Entry>> Read(string site, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select coalesce(name, prefix), lower(scope), prefix, created_at, expires_at, revoked_at, origins, links, "
                + "consents, details, vouches from journey.keys where site = $1 order by created_at, hash"
        );
        command.Parameters.Add(new() { Value = site });
        var entries = new List<Entry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(
                new Entry(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    await Moment(reader, 4, cancellation),
                    await Moment(reader, 5, cancellation),
                    reader.GetFieldValue<string[]>(6),
                    reader.GetBoolean(7),
                    reader.GetBoolean(8),
                    reader.GetBoolean(9),
                    reader.GetBoolean(10)
                )
            );
        }

        return entries;
    }

    /// <returns>Null if no key has this name but such as are revoked.</returns>
    public async Task<Entry?> Find(string site, string name, CancellationToken cancellation) =>
        (await Read(site, cancellation)).LastOrDefault(it => it.Name == name && it.RevokedAt is null);

    /// <returns>False where it is the last admin key that holds for ever, and would no longer.</returns>
    public async Task<bool> Change(
        string site,
        string name,
        DateTimeOffset? expiresAt,
        string[] origins,
        bool links,
        bool consents,
        bool details,
        bool vouches,
        CancellationToken cancellation
    ) =>
        await Execute(
            $"{AnotherAdmin} update journey.keys set expires_at = $3, origins = $4, links = $5, consents = $6, "
                + $"details = $7, vouches = $8 where site = $1 and coalesce(name, prefix) = $2 and revoked_at is null and ($3 is null or {MayGo})",
            [
                new() { Value = site },
                new() { Value = name },
                new()
                {
                    Value = (object?)expiresAt ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
                },
                new() { Value = origins },
                new() { Value = links },
                new() { Value = consents },
                new() { Value = details },
                new() { Value = vouches },
            ],
            cancellation
        );

    /// <returns>False where it is the last admin key that holds for ever.</returns>
    public async Task<bool> Revoke(string site, string name, CancellationToken cancellation) =>
        await Execute(
            $"{AnotherAdmin} update journey.keys set revoked_at = $3 where site = $1 and coalesce(name, prefix) = $2 "
                + $"and revoked_at is null and {MayGo}",
            [new() { Value = site }, new() { Value = name }, new() { Value = clock.GetUtcNow() }],
            cancellation
        );

    private async Task<bool> Execute(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private static async Task<DateTimeOffset?> Moment(
        NpgsqlDataReader reader,
        int column,
        CancellationToken cancellation
    ) =>
        await reader.IsDBNullAsync(column, cancellation)
            ? null
            : await reader.GetFieldValueAsync<DateTimeOffset>(column, cancellation);
}
