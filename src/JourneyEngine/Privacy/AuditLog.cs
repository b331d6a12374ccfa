using JourneyEngine.Http;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Who asked what about visitors' data, or changed a site's configuration, and when; never of whom by name,
/// never what it said.</summary>
public sealed class AuditLog(NpgsqlDataSource database, KeyDerivation keys, TimeProvider clock)
{
    /// <param name="Actor"><c>visitor</c>, <c>site</c> (by an admin key) or <c>engine</c>.</param>
    /// <param name="Action">Such as <c>export</c> or <c>erase</c>.</param>
    /// <param name="Mark">Of the visitor, in hexadecimal; empty where it is about none.</param>
    public sealed record Entry(DateTimeOffset At, string Actor, string Action, string Mark);

    public async Task Note(string site, string? visitor, string actor, string action, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "insert into journey.audit (id, site, at, actor, action, mark) values ($1, $2, $3, $4, $5, $6)"
        );
        foreach (
            var value in new object[]
            {
                Guid.CreateVersion7(clock.GetUtcNow()),
                site,
                clock.GetUtcNow(),
                actor,
                action,
                visitor is null ? [] : keys.SubjectHash(site, visitor),
            }
        )
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>The latest first.</returns>
    public async Task<IReadOnlyList<Entry>> Read(string site, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select at, actor, action, mark from journey.audit where site = $1 order by at desc, id limit $2"
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = limit });
        var entries = new List<Entry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            entries.Add(
                new Entry(
                    reader.GetFieldValue<DateTimeOffset>(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(3))
                )
            );
        return entries;
    }
}
