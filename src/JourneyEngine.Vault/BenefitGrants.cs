using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>A benefit that was granted: to whom, for what, and which one of those that come again and again.</summary>
/// <param name="Mark">Of the visitor.</param>
/// <param name="Period">Such as the year of a yearly gift.</param>
public sealed record Grant(string Site, byte[] Mark, string Purpose, string Period);

/// <summary>What became of benefits: granted, then queued, then settled. One that a host left granted when it died is
/// found again.</summary>
public sealed class BenefitGrants
{
    private readonly VaultDatabase _database;

    internal BenefitGrants(VaultDatabase database) => _database = database;

    /// <summary>Writes down that a benefit goes out.</summary>
    /// <returns>False if it was written down before, or the visitor was erased.</returns>
    public Task<bool> Add(Grant grant, DateTimeOffset at, CancellationToken cancellation) =>
        _database.Alone(
            grant.Site,
            grant.Mark,
            async connection =>
                !await new VisitorRows(connection, grant.Site, grant.Mark, cancellation).AreShredded()
                && await Run(
                    connection,
                    "insert into vault.grants (site, mark, purpose, period, at) values ($1, $2, $3, $4, $5) on "
                        + "conflict do nothing",
                    cancellation,
                    grant.Site,
                    grant.Mark,
                    grant.Purpose,
                    grant.Period,
                    at
                ) > 0,
            cancellation
        );

    /// <summary>Those granted before a moment that nobody has queued.</summary>
    public Task<IReadOnlyList<Grant>> InTheAir(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        _database.With<IReadOnlyList<Grant>>(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    "select site, mark, purpose, period from vault.grants where queued_at is null and settled_at is "
                        + "null and at < $1 order by at limit $2",
                    before,
                    limit
                );
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var grants = new List<Grant>();
                while (await reader.ReadAsync(cancellation))
                    grants.Add(
                        new Grant(
                            reader.GetString(0),
                            reader.GetFieldValue<byte[]>(1),
                            reader.GetString(2),
                            reader.GetString(3)
                        )
                    );
                return grants;
            },
            cancellation
        );

    /// <returns>Whether it is granted and not settled; false after the visitor was erased.</returns>
    public Task<bool> IsOpen(Grant grant, CancellationToken cancellation) =>
        _database.With(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    "select exists (select from vault.grants where site = $1 and mark = $2 and purpose = $3 and period "
                        + "= $4 and settled_at is null)",
                    grant.Site,
                    grant.Mark,
                    grant.Purpose,
                    grant.Period
                );
                return await command.ExecuteScalarAsync(cancellation) is true;
            },
            cancellation
        );

    public Task Queued(Grant grant, DateTimeOffset at, CancellationToken cancellation) =>
        Note("queued_at", grant, at, cancellation);

    /// <summary>It went out, or never will.</summary>
    public Task Settled(Grant grant, DateTimeOffset at, CancellationToken cancellation) =>
        Note("settled_at", grant, at, cancellation);

    private Task Note(string column, Grant grant, DateTimeOffset at, CancellationToken cancellation) =>
        _database.With(
            connection =>
                Run(
                    connection,
                    $"update vault.grants set {column} = $5 where site = $1 and mark = $2 and purpose = $3 and "
                        + "period = $4",
                    cancellation,
                    grant.Site,
                    grant.Mark,
                    grant.Purpose,
                    grant.Period,
                    at
                ),
            cancellation
        );
}
