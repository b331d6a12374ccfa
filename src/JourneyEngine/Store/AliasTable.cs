using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>Other pseudonyms under which a visitor can be looked up. Where a later link says otherwise, the later one holds.</summary>
internal static class AliasTable
{
    private static readonly string LinkType = StoredFacts.NameOf(typeof(IdentityLinked));

    public static async Task Link(NpgsqlConnection connection, IEnumerable<StoredEvent> page, CancellationToken cancellation)
    {
        var links = page.Where(it => it.Type == LinkType)
            .Select(it => (it.Site, Link: FactJson.Read<IdentityLinked>(it.Data)))
            .GroupBy(it => (it.Site, it.Link.Alias))
            .Select(it => (it.Key.Site, it.Key.Alias, it.Last().Link.Visitor))
            .ToArray();
        if (links.Length == 0)
            return;
        await using var command = new NpgsqlCommand("""
            insert into journey.aliases (site, alias, visitor) select * from unnest($1, $2, $3)
            on conflict (site, alias) do update set visitor = excluded.visitor
            """, connection);
        command.Parameters.Add(new() { Value = links.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(it => it.Alias).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(it => it.Visitor).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
