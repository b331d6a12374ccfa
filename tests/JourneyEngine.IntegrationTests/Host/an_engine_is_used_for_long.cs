using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JourneyEngine.IntegrationTests.Erasure;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

public sealed partial class an_engine_is_used_for_long : IDisposable
{
    private const string Page = "growth.md";
    private const int Visitors = 4;

    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task whose_tables_are_all_on_the_page_and_only_those_grow_that_it_says()
    {
        await using var host = await HostProcess.Start(_folder, database: null);
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(_folder)) { Database = "journey" }
        );
        var site = await Site.Demo(host, _folder);
        await site.Put("/v1/notice", Marked.Notice);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "b1", "b2");
        var written = Runbook
            .Rows(Page)
            .Select(it => (Table: it[0].Split('`')[1], GrowsBy: it[1]))
            .Where(it => Table().IsMatch(it.Table))
            .ToDictionary(it => it.Table, it => it.GrowsBy);

        await Load(site, "first");
        var before = await Rows(database);
        await Load(site, "second");
        var after = await Rows(database);

        after
            .Keys.Should()
            .BeEquivalentTo(written.Keys, "each table is on the page, and each that is there is a table");
        var grown = after.Where(it => it.Value > before[it.Key]).Select(it => it.Key).ToArray();
        grown.Where(it => written[it].StartsWith("nothing", StringComparison.Ordinal)).Should().BeEmpty();
        grown
            .Should()
            .Contain([
                "journey.mt_events",
                "journey.mt_streams",
                "journey.journeys",
                "journey.closed",
                "journey.quarantine",
                "journey.message_id_clashes",
                "journey.audit",
                "vault.details",
                "vault.shredded",
            ]);
    }

    /// <summary>Everything that visitors and a site's server do, by other visitors each time.</summary>
    private static async Task Load(Site site, string round)
    {
        for (var i = 0; i < Visitors; i++)
            await new Marked(site, $"{round}{i}").BeEverywhere();
        await site.Accepted([
            .. Enumerable.Range(0, 2).Select(it => Clashing($"{round}{it}-visitor", $"{round} together")),
        ]);
        await site.Erase($"{round}0-visitor");
        await site.Get("/v1/reports/decisions?wait=true");
    }

    private static JsonObject Clashing(string visitor, string messageId)
    {
        var page = Calls.Page(visitor, "blog", Calls.Noon);
        page["messageId"] = messageId;
        return page;
    }

    private static async Task<Dictionary<string, long>> Rows(NpgsqlDataSource database)
    {
        var tables = new Dictionary<string, long>();
        await using var names = database.CreateCommand(
            "select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        );
        var found = new List<string>();
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                found.Add(reader.GetString(0));
        }

        foreach (var table in found)
        {
            await using var count = database.CreateCommand($"select count(*) from {table}");
            tables[table] = (long)(await count.ExecuteScalarAsync())!;
        }

        return tables;
    }

    /// <summary>The ledger has a database of its own, where it is no file.</summary>
    [GeneratedRegex(@"^(?:journey|vault)\.\w+$")]
    private static partial Regex Table();
}
