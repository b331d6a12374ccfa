using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>That a detail was told, without what it says.</summary>
/// <param name="Vouched">Told by the visitor or the site's admin, not claimed with a public key.</param>
public sealed record ToldDetail(string Field, string[] Purposes, DateTimeOffset Since, bool Vouched)
{
    internal static async Task<IReadOnlyList<ToldDetail>> All(
        NpgsqlConnection connection,
        string site,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            connection,
            "select field, purposes, since, vouched from vault.details where site = $1 and mark = $2 order by field",
            site,
            mark
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var told = new List<ToldDetail>();
        while (await reader.ReadAsync(cancellation))
            told.Add(
                new ToldDetail(
                    reader.GetString(0),
                    reader.GetFieldValue<string[]>(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetBoolean(3)
                )
            );
        return told;
    }
}
