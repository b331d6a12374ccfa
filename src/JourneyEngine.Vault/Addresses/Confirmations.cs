using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault.Addresses;

/// <summary>A visitor for whom an address is confirmed.</summary>
/// <param name="Field">The detail that it is.</param>
/// <param name="Vouched">False where the address was claimed by a page alone: whoever has it need not be the visitor.</param>
public sealed record AddressHolder(byte[] Mark, string Field, bool Vouched);

/// <summary>Which addresses were confirmed by whoever has them, each for the visitor who told it: nothing is written to
/// another one but the question.</summary>
public sealed class Confirmations
{
    /// <summary>What the question is granted for, among the purposes of benefits.</summary>
    public const string Purpose = "confirm";

    private readonly VaultDatabase _database;

    internal Confirmations(VaultDatabase database) => _database = database;

    /// <summary>Grants the question, at most once a day for a visitor and a detail.</summary>
    /// <returns>Null if there is nothing to ask: it is confirmed, was asked within a day, has been on its way for less than
    /// that, or another address took its place. A question that never arrived does not stand in the way of the next.</returns>
    public Task<Grant?> Ask(
        string site,
        byte[] mark,
        string field,
        HashedAddress address,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var grant = new Grant(site, mark, Purpose, $"{field}.{at.ToUnixTimeMilliseconds()}");
        return _database.Alone(
            site,
            mark,
            async connection =>
                await Run(
                    connection,
                    """
                    with asked as (
                        update vault.details set asked_at = $5, address = $6, mailbox = $7
                        where site = $1 and mark = $2 and field = $3 and (address is null or address = $6)
                        and confirmed_at is null and (asked_at is null or asked_at <= $5 - interval '1 day')
                        returning field)
                    insert into vault.grants (site, mark, purpose, period, at) select $1, $2, $8, $4, $5 from asked
                    where not exists (
                        select from vault.grants where site = $1 and mark = $2 and purpose = $8 and starts_with(period, $3 || '.') and settled_at is null
                        and at > $5 - interval '1 day')
                    on conflict do nothing
                    """,
                    cancellation,
                    site,
                    mark,
                    field,
                    grant.Period,
                    at,
                    address.Exact,
                    address.Mailbox,
                    Purpose
                ) > 0
                    ? grant
                    : null,
            cancellation
        );
    }

    /// <returns>Of the detail whose address a question is about.</returns>
    public static string FieldOf(Grant question) => question.Period[..question.Period.LastIndexOf('.')];

    /// <summary>Whoever has the address says so.</summary>
    /// <param name="address">See <see cref="HashedAddress.Exact"/>.</param>
    /// <returns>False if the visitor's address is another one by now, or none.</returns>
    public Task<bool> Confirm(
        string site,
        byte[] mark,
        string field,
        byte[] address,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        _database.Alone(
            site,
            mark,
            async connection =>
                await Run(
                    connection,
                    "update vault.details set confirmed_at = coalesce(confirmed_at, $5) where site = $1 and mark = $2 "
                        + "and field = $3 and address = $4",
                    cancellation,
                    site,
                    mark,
                    field,
                    address,
                    at
                ) > 0,
            cancellation
        );

    /// <returns>Those for whom an address is confirmed and may be used for a purpose.</returns>
    public Task<IReadOnlyList<AddressHolder>> Holders(
        string site,
        byte[] address,
        string purpose,
        CancellationToken cancellation
    ) =>
        _database.With<IReadOnlyList<AddressHolder>>(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    "select mark, field, vouched from vault.details where site = $1 and address = $2 and confirmed_at is not "
                        + "null and $3 = any(purposes)",
                    site,
                    address,
                    purpose
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var holders = new List<AddressHolder>();
                while (await reader.ReadAsync(cancellation))
                    holders.Add(
                        new AddressHolder(reader.GetFieldValue<byte[]>(0), reader.GetString(1), reader.GetBoolean(2))
                    );
                return holders;
            },
            cancellation
        );
}
