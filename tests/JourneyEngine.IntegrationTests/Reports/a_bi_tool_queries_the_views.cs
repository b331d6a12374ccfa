using System.Globalization;
using JourneyEngine.IntegrationTests.Conversions;
using JourneyEngine.IntegrationTests.Replay;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Reports;

/// <summary>A rebuild is among them, so it has an engine of its own.</summary>
public sealed class a_bi_tool_queries_the_views(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [SkippableFact]
    public async Task for_figures_equal_to_the_reports_before_and_after_a_rebuild()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 10);
        await Weblog.FiguresAreExact(site);

        await FiguresAreExact(site);
        await engine.Rebuild(2);
        await FiguresAreExact(site);

        var rates = (await site.Get("/v1/reports/conversion-by-visit?funnel=weblog"))["rows"]!.AsArray();
        foreach (
            var (row, bound) in rates.Zip(
                await Rows($"select rate, low, high from v1_conversion_rates where site = '{site.Name}' order by visit")
            )
        )
            bound
                .Split(' ')
                .Select(it => double.Parse(it, CultureInfo.InvariantCulture))
                .Should()
                .Equal(
                    [(double)row!["rate"]!, (double)row["low"]!, (double)row["high"]!],
                    (a, b) => Math.Abs(a - b) < 1e-12
                );
    }

    [Fact]
    public async Task for_offered_and_accepted_content_as_in_the_decisions_report()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "video");
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await site.Hero("v");
        var row = (await site.Get("/v1/reports/decisions?wait=true"))["rows"]!.AsArray().Single()!;

        (
            await Rows(
                $"select slot, content, stage, visit, offered, accepted from v1_decisions where site = '{site.Name}'"
            )
        )
            .Should()
            .Equal($"{row["slot"]} {row["content"]} {row["stage"]} 1 {row["offered"]} 0");
    }

    [Fact]
    public async Task without_access_to_any_table_or_any_right_to_write()
    {
        var tables = await engine.Column(
            "select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = "
                + "relnamespace where nspname in ('journey', 'vault') and relkind in ('r', 'v', 'p')"
        );

        tables.Should().Contain("journey.mt_events").And.Contain("journey.journeys");
        foreach (var table in tables)
            (await Refused($"select * from {table}")).Should().Be(PostgresErrorCodes.InsufficientPrivilege, table);
        (await Refused("create table bi.mine (a int)"))
            .Should()
            .BeOneOf(PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.InsufficientPrivilege);
        (await Refused("begin; set transaction read write; create table bi.mine (a int)"))
            .Should()
            .Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task with_a_comment_on_every_view_and_column()
    {
        var silent = await Rows(
            """
            select class.relname, attribute.attname from pg_class class join pg_attribute attribute on attrelid = class.oid and attnum > 0
            where relnamespace = 'bi'::regnamespace and (col_description(class.oid, attnum) is null or obj_description(class.oid) is null)
            """
        );

        silent.Should().BeEmpty("every view and column says what it is");
        (await Rows("select relname from pg_class where relnamespace = 'bi'::regnamespace"))
            .Should()
            .HaveCountGreaterThan(5)
            .And.OnlyContain(it => it.StartsWith("v1_") || it.StartsWith("v2_"));
    }

    private async Task FiguresAreExact(Site site)
    {
        (
            await Rows(
                $"select stage, sum(visitors) from v1_stages where site "
                    + $"= '{site.Name}' group by stage, stage_number order by stage_number"
            )
        )
            .Should()
            .Equal("Visitor 68", "Reader 455", "Explorer 402", "Downloader 58");
        (
            await Rows(
                $"select stage_number, coalesce(stage, '-'), sum(visitors) from v2_stages where site "
                    + $"= '{site.Name}' group by 1, 2 order by 1"
            )
        )
            .Should()
            .Equal("1 Visitor 68", "2 Reader 455", "3 Explorer 402", "4 Downloader 58");
        (await Rows($"select visits, sum(visitors) from v1_returns where site = '{site.Name}' group by 1 order by 1"))
            .Should()
            .Equal("1 863", "2 100", "3 8", "4 4", "5 3", "6 1", "7 4");
        (await Rows($"select sum(visitors), sum(return_visits) from v1_returns where site = '{site.Name}'"))
            .Should()
            .Equal("983 169");
        (
            await Rows(
                $"select visit, sum(reached), sum(at_risk), sum(converted) from v1_conversion_by_visit where site "
                    + $"= '{site.Name}' group by 1 order by 1"
            )
        )
            .Should()
            .Equal("1 983 983 47", "2 120 108 9", "3 20 15 1", "4 12 9 1", "5 8 6 0", "6 5 3 0", "7 4 3 0");
        (await Rows($"select complete from v1_as_of where site = '{site.Name}'")).Should().Equal("True");
    }

    private async Task<List<string>> Rows(string query)
    {
        await using var tool = NpgsqlDataSource.Create(engine.BiConnectionString);
        await using var command = tool.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))
                )
            );
        return rows;
    }

    private async Task<string> Refused(string statement) =>
        (await Assert.ThrowsAsync<PostgresException>(() => Rows(statement))).SqlState;
}
