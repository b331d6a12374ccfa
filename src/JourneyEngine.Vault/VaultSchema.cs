using JourneyEngine.Contracts;
using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault;

/// <summary>The vault's own tables, in a schema that only its own role may see.</summary>
internal static class VaultSchema
{
    private const string Tables = """
        do $$ begin if to_regnamespace('vault') is null then create schema vault; end if; end $$;
        create table if not exists vault.store (id text not null);
        create table if not exists vault.owners (
            site text not null, mark bytea not null, visitor bytea not null, primary key (site, mark));
        create table if not exists vault.details (
            site text not null, mark bytea not null, field text not null, sealed bytea not null, purposes text[] not null,
            since timestamptz not null, changed_at timestamptz not null, uses bigint not null default 0, last_used_at timestamptz,
            primary key (site, mark, field));
        create table if not exists vault.shredded (site text not null, mark bytea not null, at timestamptz not null, primary key (site, mark));
        create table if not exists vault.grants (
            site text not null, mark bytea not null, purpose text not null, period text not null, at timestamptz not null,
            primary key (site, mark, purpose, period));
        create table if not exists vault.withdrawn (
            site text not null, mark bytea not null, field text not null, at timestamptz not null, primary key (site, mark, field));
        alter table vault.details add column if not exists vouched boolean not null default true;
        alter table vault.grants add column if not exists queued_at timestamptz, add column if not exists settled_at timestamptz;
        create index if not exists grants_in_the_air on vault.grants (at) where queued_at is null and settled_at is null;
        alter table vault.details add column if not exists address bytea, add column if not exists mailbox bytea,
            add column if not exists asked_at timestamptz, add column if not exists confirmed_at timestamptz;
        create index if not exists details_by_address on vault.details (site, address) where confirmed_at is not null;
        create table if not exists vault.sent (
            site text not null, mailbox bytea not null, purpose text not null, period text not null, mark bytea not null, at timestamptz not null,
            primary key (site, mailbox, purpose, period));
        create index if not exists sent_by_mark on vault.sent (site, mark);
        """;

    /// <remarks>Schema journey is the engine's; the vault's may be in another database.</remarks>
    private const string Walled = """
        select not rolsuper and pg_get_userbyid(nspowner) = current_user
            and not exists (select from pg_namespace engine where engine.nspname = 'journey' and has_schema_privilege(engine.oid, 'usage'))
        from pg_roles, pg_namespace where rolname = current_user and nspname = 'vault'
        """;

    /// <param name="keyStore">The store that has the keys of the rows. The first that comes is the one from then
    /// on.</param>
    /// <exception cref="VaultUnavailableException">The role may do too much, or the rows' keys are in another
    /// store.</exception>
    public static async Task Ensure(NpgsqlDataSource database, string keyStore, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(connection, $"select pg_advisory_xact_lock({AdvisoryLocks.VaultSchema})", cancellation);
        await Run(connection, Tables, cancellation);
        await using (var walled = Command(connection, Walled))
        {
            if (await walled.ExecuteScalarAsync(cancellation) is not true)
                throw new VaultUnavailableException(
                    "The vault's role must own schema vault, be no superuser, and not be let into schema journey: give "
                        + "it a role of its own."
                );
        }

        await Run(
            connection,
            "insert into vault.store (id) select $1 where not exists (select from vault.store)",
            cancellation,
            keyStore
        );
        await using (var known = Command(connection, "select id from vault.store"))
        {
            if (await known.ExecuteScalarAsync(cancellation) as string != keyStore)
                throw new VaultUnavailableException(
                    "The keys of the vault's rows are in another file than the one at hand: see "
                        + "ops/runbooks/lost-vault.md."
                );
        }

        await transaction.CommitAsync(cancellation);
    }
}
