using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>What may be known of details without using them for anything.</summary>
public sealed class DetailQueries
{
    private readonly VaultDatabase _database;
    private readonly KeyStore _keys;

    internal DetailQueries(VaultDatabase database, KeyStore keys) => (_database, _keys) = (database, keys);

    /// <returns>The pseudonym of whoever a mark names; null if nothing is held of them.</returns>
    public Task<string?> Whose(string site, byte[] mark, CancellationToken cancellation) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                using var key = _keys.Find(site, mark);
                if (key is null)
                    return null;
                await using var command = Command(
                    connection,
                    "select visitor from vault.owners where site = $1 and mark = $2",
                    site,
                    mark
                );
                return await command.ExecuteScalarAsync(cancellation) is byte[] stored
                    ? new VisitorRows(connection, site, mark, cancellation).Visitor(key, stored)
                    : null;
            },
            cancellation
        );

    /// <summary>What a visitor told, by name alone.</summary>
    public Task<IReadOnlyList<ToldDetail>> Told(string site, byte[] mark, CancellationToken cancellation) =>
        _database.With(it => ToldDetail.All(it, site, mark, cancellation), cancellation);

    /// <summary>A page of one detail of all who told it for a purpose, in order of their marks. No use is
    /// counted: nothing goes out.</summary>
    /// <param name="after">The last mark of the page before; null for the first page.</param>
    /// <returns>The page, and the mark to go on after; null if there is no more.</returns>
    public Task<(IReadOnlyList<LookedAt> Page, byte[]? Last)> Look(
        string site,
        string purpose,
        string field,
        byte[]? after,
        int limit,
        CancellationToken cancellation
    ) =>
        _database.With<(IReadOnlyList<LookedAt>, byte[]?)>(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    """
                    select mark, since, visitor, sealed, array(select field from vault.details other where other.site = $1 and other.mark = detail.mark and $2 = any(other.purposes) and (other.confirmed_at is not null or other.asked_at is null))
                    from vault.details detail join vault.owners using (site, mark)
                    where site = $1 and $2 = any(purposes) and field = $3 and mark > $4 order by mark limit $5
                    """,
                    site,
                    purpose,
                    field,
                    after ?? [],
                    limit
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var (page, last) = (new List<LookedAt>(), (byte[]?)null);
                while (await reader.ReadAsync(cancellation))
                {
                    last = reader.GetFieldValue<byte[]>(0);
                    if (Opened(connection, site, last, field, reader) is { } value)
                        page.Add(
                            new LookedAt(
                                last,
                                reader.GetFieldValue<string[]>(4),
                                reader.GetFieldValue<DateTimeOffset>(1),
                                value
                            )
                        );
                }

                return (page, last);
            },
            cancellation
        );

    /// <inheritdoc cref="Beneficiary.Page"/>
    public Task<IReadOnlyList<Beneficiary>> For(
        string site,
        string purpose,
        byte[]? after,
        int limit,
        CancellationToken cancellation
    ) => _database.With(it => Beneficiary.Page(it, site, purpose, after, limit, cancellation), cancellation);

    /// <returns>Null if it does not open: its visitor is being erased.</returns>
    private string? Opened(NpgsqlConnection connection, string site, byte[] mark, string field, NpgsqlDataReader row)
    {
        using var key = _keys.Find(site, mark);
        if (key is null)
            return null;
        try
        {
            var visitor = new VisitorRows(connection, site, mark, CancellationToken.None).Visitor(
                key,
                row.GetFieldValue<byte[]>(2)
            );
            return VisitorRows.Opened(
                key,
                new AssociatedData(site, visitor, new DeclaredField(field, DetailShape.Text)),
                row.GetFieldValue<byte[]>(3)
            );
        }
        catch (VaultUnavailableException)
        {
            return null;
        }
    }
}
