using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Other pseudonyms under which a visitor can be looked up. Where a later link says otherwise, the later one
/// holds.</summary>
internal static class AliasTable
{
    public static readonly string LinkType = StoredFacts.NameOf(typeof(IdentityLinked));

    public static async Task Link(
        NpgsqlConnection connection,
        IEnumerable<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var links = page.Where(it => it.Type == LinkType)
            .Select(it => (it.Site, it.Position, Link: FactJson.Read<IdentityLinked>(it.Data)))
            .GroupBy(it => (it.Site, it.Link.Alias, it.Link.Visitor))
            .Select(it => (it.Key.Site, it.Key.Alias, it.Key.Visitor, it.Last().Position))
            .ToArray();
        if (links.Length == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            insert into journey.aliases (site, alias, visitor, position) select * from unnest($1, $2, $3, $4)
            on conflict (site, alias, visitor) do update set position = excluded.position
            """,
            connection
        );
        command.Parameters.Add(new() { Value = links.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(it => it.Alias).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(it => it.Visitor).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(it => it.Position).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
