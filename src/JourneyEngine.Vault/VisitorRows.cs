using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>The rows of one visitor, on a connection that has them alone.</summary>
internal sealed class VisitorRows(NpgsqlConnection connection, string site, byte[] mark, CancellationToken cancellation)
{
    private static readonly DeclaredField Pseudonym = new("visitor", DetailShape.Text);

    public async Task<bool> AreShredded()
    {
        await using var command = Command(
            connection,
            "select exists (select from vault.shredded where site = $1 and mark = $2)",
            site,
            mark
        );
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Writes down whose rows they are. Rows of a key that is no more go: nobody can open them.</summary>
    /// <remarks>Such rows are left where a host died between the key and the rows, and where an older file of keys came
    /// back.</remarks>
    public async Task Own(VisitorKey key, string visitor)
    {
        if (await Opens(key))
            return;
        await Run(connection, "delete from vault.details where site = $1 and mark = $2", cancellation, site, mark);
        await Run(
            connection,
            "insert into vault.owners (site, mark, visitor) values ($1, $2, $3) on conflict (site, mark) do update set "
                + "visitor = excluded.visitor",
            cancellation,
            site,
            mark,
            Sealed(key, OwnPlace, visitor)
        );
    }

    /// <summary>The visitor's pseudonym, out of its row.</summary>
    public string Visitor(VisitorKey key, byte[] stored) => Opened(key, OwnPlace, stored);

    /// <returns>Whether no detail is left, and so no owner.</returns>
    public async Task<bool> Tidy() =>
        await Run(
            connection,
            """
            delete from vault.owners owner where site = $1 and mark = $2
            and not exists (select from vault.details detail where detail.site = owner.site and detail.mark = owner.mark)
            """,
            cancellation,
            site,
            mark
        ) > 0;

    /// <summary>Nothing more is taken in of the visitor.</summary>
    public Task Close(DateTimeOffset at) =>
        Run(
            connection,
            "insert into vault.shredded (site, mark, at) values ($1, $2, $3) on conflict do nothing",
            cancellation,
            site,
            mark,
            at
        );

    /// <returns>Whether there were any.</returns>
    public async Task<bool> Delete()
    {
        var rows = 0;
        foreach (var table in new[] { "details", "owners", "grants", "withdrawn" })
            rows += await Run(
                connection,
                $"delete from vault.{table} where site = $1 and mark = $2",
                cancellation,
                site,
                mark
            );
        await Run(
            connection,
            "update vault.sent set mark = '' where site = $1 and mark = $2",
            cancellation,
            site,
            mark
        );
        return rows > 0;
    }

    public static byte[] Sealed(VisitorKey key, AssociatedData place, string text) =>
        Seal.Close(key, place, text).Bytes.ToArray();

    /// <exception cref="VaultUnavailableException">Row and key do not belong together.</exception>
    public static string Opened(VisitorKey key, AssociatedData place, byte[] stored)
    {
        try
        {
            return Seal.Open(key, place, SealedDetail.From(stored));
        }
        catch (SealException mismatch)
        {
            throw new VaultUnavailableException(
                "A row of the vault does not open: it was changed, or rows and keys are of different backups.",
                mismatch
            );
        }
    }

    private AssociatedData OwnPlace => new(site, Convert.ToHexString(mark), Pseudonym);

    private async Task<bool> Opens(VisitorKey key)
    {
        await using var command = Command(
            connection,
            "select visitor from vault.owners where site = $1 and mark = $2",
            site,
            mark
        );
        try
        {
            return await command.ExecuteScalarAsync(cancellation) is byte[] stored && Visitor(key, stored).Length > 0;
        }
        catch (VaultUnavailableException)
        {
            return false;
        }
    }
}
