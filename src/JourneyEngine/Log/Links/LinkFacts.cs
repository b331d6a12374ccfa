using System.Text.Json;
using Dapper;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>The facts that link pseudonyms.</summary>
internal static class LinkFacts
{
    public static readonly string Type = StoredFacts.NameOf(typeof(IdentityLinked));

    /// <summary>Whether a fact says that its visitor is a user id, and no device.</summary>
    public static bool IsOfUser(StoredEvent fact)
    {
        // Most say nothing of it, and need not be parsed.
        if (fact.Data.AsSpan().IndexOf("\"asUser\""u8) < 0)
            return false;
        using var data = JsonDocument.Parse(fact.Data);
        return data.RootElement.TryGetProperty("asUser", out var it) && it.ValueKind == JsonValueKind.True;
    }

    /// <summary>Whether anything is linked on a site.</summary>
    public static async Task<bool> Any(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from journey.mt_events where type = 'identity_linked' and tenant_id = $1)",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <returns>Pseudonyms that links name which were stored after one place in the log and up to another.</returns>
    public static Task<IEnumerable<string>> NamedBetween(
        NpgsqlConnection connection,
        string site,
        long after,
        long upTo,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<string>(
            new CommandDefinition(
                """
                select data ->> 'alias' from journey.mt_events
                where type = 'identity_linked' and tenant_id = @site and seq_id > @after and seq_id <= @upTo
                """,
                new
                {
                    site,
                    after,
                    upTo,
                },
                commandTimeout: 0,
                cancellationToken: cancellation
            )
        );

    /// <returns>Every user id that a link of the site names.</returns>
    public static Task<IEnumerable<string>> Users(
        NpgsqlConnection connection,
        string site,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<string>(
            new CommandDefinition(
                "select distinct data ->> 'alias' from journey.mt_events where type = 'identity_linked' and tenant_id = @site",
                new { site },
                commandTimeout: 0,
                cancellationToken: cancellation
            )
        );

    /// <summary>Within a transaction that erases a user id: no other stream names it any more.</summary>
    /// <remarks>A device that acted for several people stays one of several, and so nobody's: what the erased did on it is
    /// not another's now. There the links lead to an id that was never anybody's.</remarks>
    /// <param name="own">All user ids that are the same person's.</param>
    public static Task Forget(
        NpgsqlConnection connection,
        string site,
        string user,
        IEnumerable<string> own,
        CancellationToken cancellation
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                with link as (
                    select seq_id, stream_id, stream_id <> all(@streams)
                        and ((data ->> 'vouched')::boolean or not coalesce((data ->> 'aliased')::boolean, false))
                        and exists (select from journey.mt_events other
                            where other.type = 'identity_linked' and other.tenant_id = link.tenant_id
                            and other.stream_id = link.stream_id and other.data ->> 'alias' <> all(@own)) as of_several
                    from journey.mt_events link
                    where type = 'identity_linked' and tenant_id = @site and data ->> 'alias' = @user
                ), nobody as materialized (
                    select stream_id, 'erased-' || gen_random_uuid() as id from link group by stream_id
                )
                update journey.mt_events event set id = gen_random_uuid(), timestamp = now(),
                    type = case when link.of_several then event.type else @forgotten end,
                    data = case when link.of_several
                        then event.data || jsonb_build_object('alias', nobody.id, 'messageId', gen_random_uuid(), 'erased', true)
                        else @nothing::jsonb end
                from link join nobody using (stream_id) where link.seq_id = event.seq_id
                """,
                new
                {
                    site,
                    user,
                    own = own.ToArray(),
                    streams = own.Select(StreamNames.Visitor).ToArray(),
                    forgotten = StoredFacts.NameOf(typeof(FactForgotten)),
                    nothing = FactJson.Write(new FactForgotten(DeletionReasons.Unlinked)),
                },
                cancellationToken: cancellation
            )
        );
}
