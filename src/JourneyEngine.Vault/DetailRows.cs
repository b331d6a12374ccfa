using JourneyEngine.Vault.Addresses;
using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>What one visitor told, on a connection that has the visitor's rows alone.</summary>
internal sealed class DetailRows(NpgsqlConnection connection, string site, byte[] mark, CancellationToken cancellation)
{
    /// <returns>False if this is only claimed, and the visitor told it themselves or took it back.</returns>
    public async Task<bool> Put(
        string field,
        byte[] value,
        ToldValue told,
        string[] purposes,
        bool vouched,
        DateTimeOffset at
    ) =>
        await Run(
            connection,
            """
            with anew as (delete from vault.withdrawn where $7 and site = $1 and mark = $2 and field = $3)
            insert into vault.details as detail (site, mark, field, sealed, purposes, since, changed_at, vouched, address, mailbox, confirmed_at)
            select $1, $2, $3, $4, $5, $6, $6, $7, $8::bytea, $9::bytea, case when $10 and $8::bytea is not null then $6 end
            where $7 or not exists (select from vault.withdrawn where site = $1 and mark = $2 and field = $3)
            on conflict (site, mark, field) do update set sealed = excluded.sealed, purposes = excluded.purposes, changed_at = excluded.changed_at, vouched = excluded.vouched,
                address = excluded.address, mailbox = excluded.mailbox,
                asked_at = case when detail.address = excluded.address then detail.asked_at end,
                confirmed_at = coalesce(case when detail.address = excluded.address then detail.confirmed_at end, excluded.confirmed_at)
            where excluded.vouched or not detail.vouched
            """,
            cancellation,
            site,
            mark,
            field,
            value,
            purposes,
            at,
            vouched,
            Nullable(told.Address?.Exact),
            Nullable(told.Address?.Mailbox),
            told.IsConfirmed
        ) > 0;

    public async Task<List<DeclaredDetail>> All(VisitorKey key, string visitor)
    {
        await using var command = Command(
            connection,
            "select field, sealed, purposes, since, changed_at, uses, last_used_at, confirmed_at from vault.details where "
                + "site = $1 and mark = $2 order by field",
            site,
            mark
        );
        var details = new List<DeclaredDetail>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            details.Add(
                new DeclaredDetail(
                    reader.GetString(0),
                    Opened(key, visitor, reader.GetString(0), reader.GetFieldValue<byte[]>(1)),
                    reader.GetFieldValue<string[]>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    reader.GetInt64(5),
                    Moment(reader, 6)
                )
                {
                    ConfirmedAt = Moment(reader, 7),
                }
            );
        return details;
    }

    /// <summary>Opens one, and counts the use.</summary>
    /// <returns>Null if it was not told, or not for this purpose.</returns>
    public async Task<UsedDetail?> Use(
        VisitorKey key,
        string field,
        string purpose,
        HashedAddress? address,
        DateTimeOffset at
    )
    {
        await using var command = Command(
            connection,
            """
            update vault.details detail set uses = uses + 1, last_used_at = $5 from vault.owners owner
            where detail.site = $1 and detail.mark = $2 and field = $3 and $4 = any(purposes) and ($6::bytea is null or address = $6) and owner.site = detail.site and owner.mark = detail.mark
            returning owner.visitor, sealed
            """,
            site,
            mark,
            field,
            purpose,
            at,
            Nullable(address?.Exact)
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var visitor = new VisitorRows(connection, site, mark, cancellation).Visitor(
            key,
            reader.GetFieldValue<byte[]>(0)
        );
        return new UsedDetail(visitor, Opened(key, visitor, field, reader.GetFieldValue<byte[]>(1)));
    }

    /// <summary>Takes one back: nobody but the visitor tells it again.</summary>
    /// <param name="always">Also where there is none.</param>
    public async Task<bool> Remove(string field, DateTimeOffset at, bool always) =>
        await Run(
            connection,
            """
            with gone as (delete from vault.details where site = $1 and mark = $2 and field = $3 returning site, mark, field)
            insert into vault.withdrawn (site, mark, field, at) select $1, $2, $3, $4
            where $5 or exists (select from gone) on conflict do nothing
            """,
            cancellation,
            site,
            mark,
            field,
            at,
            always
        ) > 0;

    /// <summary>None may be used for a purpose any more; those that were told for nothing else go.</summary>
    public async Task Withdraw(string purpose)
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
    }

    private static object Nullable(byte[]? value) => value is null ? DBNull.Value : value;

    private string Opened(VisitorKey key, string visitor, string field, byte[] stored) =>
        VisitorRows.Opened(key, new AssociatedData(site, visitor, new DeclaredField(field, DetailShape.Text)), stored);
}
