using JourneyEngine.Vault.Addresses;
using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>That a detail was told, without what it says.</summary>
/// <param name="Vouched">Told by the visitor or the site's admin, not claimed with a public key.</param>
public sealed record ToldDetail(string Field, string[] Purposes, DateTimeOffset Since, bool Vouched)
{
    /// <summary>Null if it is no address, or nobody was asked since it was told before addresses were confirmed.</summary>
    public HashedAddress? Address { get; init; }

    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Null if whoever has the address did not say that it is theirs.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    internal static async Task<IReadOnlyList<ToldDetail>> All(
        NpgsqlConnection connection,
        string site,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            connection,
            "select field, purposes, since, vouched, address, mailbox, asked_at, confirmed_at from vault.details where "
                + "site = $1 and mark = $2 order by field",
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
                {
                    Address = reader.IsDBNull(4)
                        ? null
                        : new HashedAddress(reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5)),
                    AskedAt = Moment(reader, 6),
                    ConfirmedAt = Moment(reader, 7),
                }
            );
        return told;
    }
}
