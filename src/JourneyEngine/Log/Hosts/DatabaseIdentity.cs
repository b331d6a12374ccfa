using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace JourneyEngine.Log.Hosts;

/// <summary>
/// What all hosts on a database have in common stands in the database as fingerprints; the first host writes them, and
/// one that differs refuses to start. It looks before anything else is read or made.
/// </summary>
public sealed class DatabaseIdentity(NpgsqlDataSource database, KeyDerivation keys) : IHostedService
{
    /// <summary>Raised by a version of the engine whose tables hosts of the version before cannot work with.</summary>
    internal const int Schema = 1;

    private static readonly string Make = $"""
        do $$ begin
            perform pg_advisory_xact_lock({AdvisoryLocks.DatabaseIdentity});
            if to_regnamespace('journey') is null then create schema journey; end if;
            if to_regclass('journey.identity') is null then
                create table journey.identity (part varchar primary key, value varchar not null);
            end if;
        end $$
        """;

    /// <exception cref="DifferentHostException">The secret or the version of the tables is another one.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var make = database.CreateCommand(Make))
            await make.ExecuteNonQueryAsync(cancellationToken);
        var secret = keys.Fingerprint("secret");
        if (await FindOrSet("secret", secret, cancellationToken) != secret)
            throw new DifferentHostException(
                "The secret of this host is another one than that of the hosts on this database: it would not recognise who "
                    + "was erased or objected, and would store them again. Set JOURNEY_SECRET to theirs, or copy secret.key "
                    + "of their data folder into this one's; ops/runbooks/lost-vault.md says what to do where it is lost."
            );
        var own = Schema.ToString(CultureInfo.InvariantCulture);
        var schema = int.Parse(
            await Ask(
                """
                insert into journey.identity as it (part, value) values ('schema', $1)
                on conflict (part) do update set value = greatest(it.value::int, excluded.value::int)::text
                returning value
                """,
                cancellationToken,
                own
            ) ?? own,
            CultureInfo.InvariantCulture
        );
        if (schema > Schema)
            throw new DifferentHostException(
                $"The database has tables of version {schema}, and this host knows those up to {Schema}: a newer version of "
                    + "the engine has worked with it. Start that version, or bring back the backup from before it."
            );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>Null if no host has written it yet.</returns>
    public Task<string?> Find(string part, CancellationToken cancellation) =>
        Ask("select value from journey.identity where part = $1", cancellation, part);

    /// <returns>What stands in the database; what is given, where nothing does.</returns>
    public async Task<string> FindOrSet(string part, string value, CancellationToken cancellation) =>
        (
            await Ask(
                """
                insert into journey.identity as it (part, value) values ($1, $2)
                on conflict (part) do update set value = it.value returning value
                """,
                cancellation,
                part,
                value
            )
        )!;

    private async Task<string?> Ask(string statement, CancellationToken cancellation, params string[] values)
    {
        await using var command = database.CreateCommand(statement);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }
}
