using JourneyEngine.Vault.Addresses;
using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

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

    /// <summary>Which addresses may be written to.</summary>
    public Confirmations Confirmations => new(_database);

    /// <summary>What goes to one mailbox.</summary>
    public Mailboxes Mailboxes => new(_database);

    /// <summary>What may be known of details without using them.</summary>
    public DetailQueries Queries => new(_database, keys);

    /// <summary>Takes in a detail, or corrects it, as the visitor or the site's admin tells it.</summary>
    /// <returns>False where the visitor was erased: nothing is taken in.</returns>
    public Task<bool> Put(
        DataSubject owner,
        DeclaredField field,
        ToldValue value,
        string[] purposes,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => Take(owner, field, value, purposes, vouched: true, at, cancellation);

    /// <summary>Takes in a detail that somebody claims with a key that is public: it never takes the place of one that
    /// is vouched for.</summary>
    /// <returns>False where the visitor was erased, told it themselves or took it back.</returns>
    public Task<bool> Claim(
        DataSubject owner,
        DeclaredField field,
        ToldValue value,
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
                using var key = keys.Find(owner.Site, owner.Mark);
                return key is null
                    ? []
                    : await new DetailRows(connection, owner.Site, owner.Mark, cancellation).All(key, owner.Visitor);
            },
            cancellation
        );

    /// <summary>The visitor, or the site's admin for them, takes a detail back.</summary>
    /// <param name="always">Also where none was told: nobody but the visitor tells it from then on.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> Remove(
        string site,
        byte[] mark,
        string field,
        DateTimeOffset at,
        CancellationToken cancellation,
        bool always = false
    ) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                var removed = await new DetailRows(connection, site, mark, cancellation).Remove(field, at, always);
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
                await new DetailRows(connection, site, mark, cancellation).Withdraw(purpose);
                await Tidy(connection, site, mark, cancellation);
                return true;
            },
            cancellation
        );

    /// <summary>Opens a detail for one use, and counts it.</summary>
    /// <returns>Null if it was not told, not for this purpose, is another address by now, or its key is destroyed.</returns>
    public Task<UsedDetail?> Use(
        string site,
        byte[] mark,
        string field,
        string purpose,
        DateTimeOffset at,
        CancellationToken cancellation,
        HashedAddress? address = null
    ) =>
        _database.Alone(
            site,
            mark,
            async connection =>
            {
                using var key = keys.Find(site, mark);
                return key is null
                    ? null
                    : await new DetailRows(connection, site, mark, cancellation).Use(key, field, purpose, address, at);
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
                var rows = new VisitorRows(connection, site, mark, cancellation);
                await rows.Close(at);
                var held = keys.Destroy(site, mark);
                return await rows.Delete() || held;
            },
            cancellation
        );

    private Task<bool> Take(
        DataSubject owner,
        DeclaredField field,
        ToldValue value,
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
                var taken = await new DetailRows(connection, owner.Site, owner.Mark, cancellation).Put(
                    field.StoredName,
                    VisitorRows.Sealed(key, new AssociatedData(owner.Site, owner.Visitor, field), value.Text),
                    value,
                    purposes,
                    vouched,
                    at
                );
                if (!taken)
                    await Tidy(connection, owner.Site, owner.Mark, cancellation);
                return taken;
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
