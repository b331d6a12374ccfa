using Npgsql;

namespace JourneyEngine.Vault;

/// <summary>The vault's own tables, in a schema that only its own role may see.</summary>
internal static class VaultSchema
{
    private const long Turn = 0x4A6F_7572_6E65_7902;

    public static async Task Ensure(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            begin;
            select pg_advisory_xact_lock({Turn});
            do $$ begin if to_regnamespace('vault') is null then create schema vault; end if; end $$;
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
            commit;
            """);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
