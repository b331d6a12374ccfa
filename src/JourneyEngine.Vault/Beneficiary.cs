using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>Somebody who left details for a purpose: no address that somebody was asked to confirm and did not.</summary>
/// <param name="Since">When each of them was told first.</param>
public sealed record Beneficiary(byte[] Mark, string[] Fields, DateTimeOffset[] Since)
{
    /// <summary>A page of those who left details for a purpose, in order of their marks.</summary>
    /// <param name="after">The last mark of the page before; null for the first page.</param>
    internal static async Task<IReadOnlyList<Beneficiary>> Page(
        NpgsqlConnection connection,
        string site,
        string purpose,
        byte[]? after,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            connection,
            """
            select mark, array_agg(field order by field), array_agg(since order by field) from vault.details where site = $1 and $2 = any(purposes) and mark > $3
            and (confirmed_at is not null or asked_at is null) group by mark order by mark limit $4
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
    }
}
