using System.Security.Claims;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Collection;

/// <summary>What a site does not collect, set aside in its smallest form: that it came, not what it said.</summary>
public sealed class Quarantine(NpgsqlDataSource database)
{
    private const int MostListed = 1_000;

    public sealed record Item(string MessageId, string Kind, string? Name, string Reason, DateTimeOffset ReceivedAt);

    public async Task Keep(string site, IReadOnlyCollection<Item> items, CancellationToken cancellation)
    {
        if (items.Count == 0)
            return;
        await using var command = database.CreateCommand("""
            insert into journey.quarantine (site, message_id, kind, name, reason, received_at)
            select $1, * from unnest($2, $3, $4, $5, $6) on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = items.Select(it => it.MessageId).ToArray() });
        command.Parameters.Add(new() { Value = items.Select(it => it.Kind).ToArray() });
        command.Parameters.Add(new() { Value = items.Select(it => it.Name).ToArray() });
        command.Parameters.Add(new() { Value = items.Select(it => it.Reason).ToArray() });
        command.Parameters.Add(new() { Value = items.Select(it => it.ReceivedAt).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The latest items that were set aside, newest first.</summary>
    /// <param name="limit">How many at most, up to 1,000.</param>
    public async Task<IResult> List(ClaimsPrincipal user, int? limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select message_id, kind, name, reason, received_at from journey.quarantine where site = $1 order by received_at desc, message_id limit $2");
        command.Parameters.Add(new() { Value = user.Site() });
        command.Parameters.Add(new() { Value = Math.Clamp(limit ?? 100, 1, MostListed) });
        var items = new List<Item>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(new Item(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return Results.Ok(items);
    }
}
