using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;
using static JourneyEngine.Vault.VisitorRows;

namespace JourneyEngine.Vault;

/// <summary>What visitors told about themselves: sealed under a key of each visitor's own, which lies apart from
/// it.</summary>
/// <remarks>Every member throws <see cref="VaultUnavailableException"/> where the database or the keys cannot be
/// reached.</remarks>
public sealed class DetailVault(NpgsqlDataSource database, KeyStore keys)
{
    private readonly VaultDatabase _database = new(database, keys.Id);

    /// <summary>Whether it can be reached, and its keys.</summary>
    public Task Ping(CancellationToken cancellation) =>
        _database.With(
            async connection =>
            {
                keys.Find("", [])?.Dispose();
                return await Run(connection, "select 1", cancellation);
            },
            cancellation
        );

    /// <summary>Who is granted what, and what became of it.</summary>
    public BenefitGrants Grants => new(_database);

    /// <summary>What may be known of details without using them.</summary>
    public DetailQueries Lookout => new(_database, keys);

    /// <summary>Takes in a detail, or corrects it, as the visitor or the site's admin tells it.</summary>
    /// <returns>False where the visitor was erased: nothing is taken in.</returns>
    public Task<bool> Put(
        DataSubject owner,
        DeclaredField field,
        string value,
        string[] purposes,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => Take(owner, field, value, purposes, vouched: true, at, cancellation);

    /// <summary>Takes in a detail that somebody claims with a key that is public: it never takes the place of one that
    /// is vouched for.</summary>
    /// <returns>False where the visitor was erased or told it themselves.</returns>
    public Task<bool> Claim(
        DataSubject owner,
        DeclaredField field,
        string value,
        string[] purposes,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => Take(owner, field, value, purposes, vouched: false, at, cancellation);

    public Task<IReadOnlyList<DeclaredDetail>> Read(DataSubject owner, CancellationToken cancellation) =>
        _database.Alone<IReadOnlyList<DeclaredDetail>>(
            owner.Site,
            owner.Mark,
            async connection =>
            {
                var details = new List<DeclaredDetail>();
                using var key = keys.Find(owner.Site, owner.Mark);
                if (key is null)
                    return details;
                await using var command = Command(
                    connection,
                    "select field, sealed, purposes, since, changed_at, uses, last_used_at from vault.details where "
                        + "site = $1 and mark = $2 order by field",
                    owner.Site,
                    owner.Mark
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    var field = new DeclaredField(reader.GetString(0), DetailShape.Text);
                    details.Add(
                        new DeclaredDetail(
                            field.StoredName,
                            Opened(
                                key,
                                new AssociatedData(owner.Site, owner.Visitor, field),
                                reader.GetFieldValue<byte[]>(1)
                            ),
                            reader.GetFieldValue<string[]>(2),
                            reader.GetFieldValue<DateTimeOffset>(3),
                            reader.GetFieldValue<DateTimeOffset>(4),
                            reader.GetInt64(5),
                            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)
                        )
                    );
                }

                return details;
            },
            cancellation
        );

    /// <returns>Whether there was one.</returns>
    public Task<bool> Remove(string site, byte[] mark, string field, CancellationToken cancellation) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                var removed =
                    await Run(
                        connection,
                        "delete from vault.details where site = $1 and mark = $2 and field = $3",
                        cancellation,
                        site,
                        mark,
                        field
                    ) > 0;
                await Tidy(connection, site, mark, cancellation);
                return removed;
            },
            cancellation
        );

    /// <summary>After consent to a purpose was withdrawn: no detail may be used for it, and one that was told for
    /// nothing else goes.</summary>
    public Task Withdraw(string site, byte[] mark, string purpose, CancellationToken cancellation) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                await Run(
                    connection,
                    "update vault.details set purposes = array_remove(purposes, $3) where site = $1 and mark = $2 and "
                        + "$3 = any(purposes)",
                    cancellation,
                    site,
                    mark,
                    purpose
                );
                await Run(
                    connection,
                    "delete from vault.details where site = $1 and mark = $2 and purposes = '{}'",
                    cancellation,
                    site,
                    mark
                );
                await Tidy(connection, site, mark, cancellation);
                return true;
            },
            cancellation
        );

    /// <summary>Opens a detail for one use, and counts it.</summary>
    /// <returns>Null if it was not told, not for this purpose, or its key is destroyed.</returns>
    public Task<UsedDetail?> Use(
        string site,
        byte[] mark,
        string field,
        string purpose,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                using var key = keys.Find(site, mark);
                if (key is null)
                    return null;
                await using var command = Command(
                    connection,
                    """
                    update vault.details detail set uses = uses + 1, last_used_at = $5 from vault.owners owner
                    where detail.site = $1 and detail.mark = $2 and field = $3 and $4 = any(purposes) and owner.site = detail.site and owner.mark = detail.mark
                    returning owner.visitor, sealed
                    """,
                    site,
                    mark,
                    field,
                    purpose,
                    at
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                if (!await reader.ReadAsync(cancellation))
                    return null;
                var visitor = new VisitorRows(connection, site, mark, cancellation).Visitor(
                    key,
                    reader.GetFieldValue<byte[]>(0)
                );
                return new UsedDetail(
                    visitor,
                    Opened(
                        key,
                        new AssociatedData(site, visitor, new DeclaredField(field, DetailShape.Text)),
                        reader.GetFieldValue<byte[]>(1)
                    )
                );
            },
            cancellation
        );

    /// <summary>Destroys the visitor's key, then deletes what it opened; nothing more is taken in of this visitor.
    /// Again and again does no harm.</summary>
    /// <returns>Whether anything was held.</returns>
    public Task<bool> Shred(string site, byte[] mark, DateTimeOffset at, CancellationToken cancellation) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                await Run(
                    connection,
                    "insert into vault.shredded (site, mark, at) values ($1, $2, $3) on conflict do nothing",
                    cancellation,
                    site,
                    mark,
                    at
                );
                var held = keys.Destroy(site, mark);
                foreach (var table in new[] { "details", "owners", "grants" })
                    held |=
                        await Run(
                            connection,
                            $"delete from vault.{table} where site = $1 and mark = $2",
                            cancellation,
                            site,
                            mark
                        ) > 0;
                return held;
            },
            cancellation
        );

    /// <summary>Writes down that a benefit goes out.</summary>
    /// <param name="period">What it is for, such as the year of a yearly gift.</param>
    /// <returns>False where it was written down before, or the visitor was erased.</returns>
    public Task<bool> TryGrant(
        string site,
        byte[] mark,
        string purpose,
        string period,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        _database.Alone(
            site,
            mark,
            async connection =>
                !await new VisitorRows(connection, site, mark, cancellation).AreShredded()
                && await Run(
                    connection,
                    "insert into vault.grants (site, mark, purpose, period, at) values ($1, $2, $3, $4, $5) on "
                        + "conflict do nothing",
                    cancellation,
                    site,
                    mark,
                    purpose,
                    period,
                    at
                ) > 0,
            cancellation
        );

    /// <summary>A page of those who left details for a purpose, in order of their marks.</summary>
    /// <param name="after">The last mark of the page before; null for the first page.</param>
    public Task<IReadOnlyList<Beneficiary>> For(
        string site,
        string purpose,
        byte[]? after,
        int limit,
        CancellationToken cancellation
    ) =>
        _database.With<IReadOnlyList<Beneficiary>>(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    """
                    select mark, array_agg(field order by field), array_agg(since order by field) from vault.details where site = $1 and $2 = any(purposes) and mark > $3
                    group by mark order by mark limit $4
                    """,
                    site,
                    purpose,
                    after ?? [],
                    limit
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var page = new List<Beneficiary>();
                while (await reader.ReadAsync(cancellation))
                    page.Add(
                        new Beneficiary(
                            reader.GetFieldValue<byte[]>(0),
                            reader.GetFieldValue<string[]>(1),
                            reader.GetFieldValue<DateTimeOffset[]>(2)
                        )
                    );
                return page;
            },
            cancellation
        );

    private Task<bool> Take(
        DataSubject owner,
        DeclaredField field,
        string value,
        string[] purposes,
        bool vouched,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        _database.Alone(
            owner.Site,
            owner.Mark,
            async connection =>
            {
                var rows = new VisitorRows(connection, owner.Site, owner.Mark, cancellation);
                if (await rows.AreShredded())
                    return false;
                using var key = keys.FindOrMake(owner.Site, owner.Mark);
                await rows.Own(key, owner.Visitor);
                return await Run(
                        connection,
                        """
                        insert into vault.details as detail (site, mark, field, sealed, purposes, since, changed_at, vouched) values ($1, $2, $3, $4, $5, $6, $6, $7)
                        on conflict (site, mark, field) do update set sealed = excluded.sealed, purposes = excluded.purposes, changed_at = excluded.changed_at, vouched = excluded.vouched
                        where excluded.vouched or not detail.vouched
                        """,
                        cancellation,
                        owner.Site,
                        owner.Mark,
                        field.StoredName,
                        Sealed(key, new AssociatedData(owner.Site, owner.Visitor, field), value),
                        purposes,
                        at,
                        vouched
                    ) > 0;
            },
            cancellation
        );

    /// <summary>Who left nothing any more has no key either, and no row but what was granted.</summary>
    private async Task Tidy(NpgsqlConnection connection, string site, byte[] mark, CancellationToken cancellation)
    {
        if (await new VisitorRows(connection, site, mark, cancellation).Tidy())
            keys.Destroy(site, mark);
    }
}
