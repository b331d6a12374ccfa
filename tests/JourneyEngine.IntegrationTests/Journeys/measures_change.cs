using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Funnels;
using JourneyEngine.IntegrationTests.Cli;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Visitors;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Journeys;

/// <summary>All sites are summed anew, so it has an engine of its own.</summary>
public sealed class measures_change(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const int Visitors = 700;

    [Fact]
    public async Task while_hosts_of_both_versions_run_and_no_report_shows_what_both_of_them_summed()
    {
        var site = await Sent();
        // As if somebody had changed what a measure counts, and had not raised its version.
        var doubled = Doubled(ReturnVisits.Visits.Version);
        using var newer = new AnotherVersion(engine.Database, With(doubled));
        using var older = new AnotherVersion(engine.Database, Engine.Measures);
        (await newer.IsComplete(site, doubled)).Should().BeFalse();

        await newer.TakeOver();

        (await newer.IsComplete(site, doubled)).Should().BeFalse("more journeys than one step takes are left");
        (await newer.Sums(site, doubled))
            .Should()
            .NotContain(it => it.Key != 2 || it.Value <= 0 || it.Value >= Visitors);
        (await newer.IsComplete(site, StageCounts.Stage)).Should().BeTrue("it did not change");
        (await older.Step()).Should().Be(ProjectionStep.Nothing);
        var report = await site.Get("/v1/reports/returns");
        ((bool)report["asOf"]!["complete"]!).Should().BeFalse();
        report["rows"]!.AsArray().Should().OnlyContain(it => (long)it!["visitors"]! > 0);

        await site.Accepted([
            .. Enumerable.Range(0, 100).Select(i => Calls.Page($"v{i}", "files", Calls.Noon.AddDays(1))),
        ]);
        await newer.CatchUp(site);
        (await newer.Sums(site, doubled))
            .Should()
            .BeEquivalentTo(new Dictionary<int, long> { [2] = Visitors - 100, [4] = 100 });
        (await newer.Differences()).Should().BeEmpty();
        (
            await engine.Column(
                "select concat_ws(' ', name, number1, before, after, redefined) from journey.update_moves "
                    + $"where site = '{site.Name}' order by number1"
            )
        )
            .Should()
            .Equal(
                $"{doubled.Name} 1 {Visitors} 0 f",
                $"{doubled.Name} 2 0 {Visitors - 100} f",
                $"{doubled.Name} 4 0 100 f"
            );
        ((bool)(await site.Get("/v1/reports/stages?wait=true"))["asOf"]!["complete"]!)
            .Should()
            .BeTrue("the older host reads what both have in common");
        await TakenBackByTheHost(site, (1, Visitors - 100), (2, 100));
    }

    /// <summary>Whose pseudonym a journey is was not stored before reports counted persons; a change of rules that comes
    /// while it is told may not pass anybody over.</summary>
    [Fact]
    public async Task after_a_version_that_joined_nobody()
    {
        var site = await Sent();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        foreach (var (device, user) in new[] { ("v1", "dana"), ("v699", "dana"), ("v3", "dana"), ("v3", "noa") })
        {
            var page = Calls.Page(device, "home", Calls.Noon.AddDays(1), user);
            page["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"personalize":true}}}""");
            (await site.Send(HttpMethod.Post, "/v1/page", server, JsonContent.Create(page)))
                .IsSuccessStatusCode.Should()
                .BeTrue();
        }

        using var older = new AnotherVersion(engine.Database, [Doubled(ReturnVisits.Visits.Version + 7)]);
        await older.TakeOver();
        await older.CatchUp(site);
        // From here on nobody projects until the newer one does.
        await engine.Run($"update journey.journeys set person = null, shared = false where site = '{site.Name}'");
        var changed = site.Put("/v1/settings", new { visitGapMinutes = 45 });
        await using var stored = engine.Database.CreateCommand(
            $"select count(*) from journey.mt_events where type = 'visit_gap_changed' and tenant_id = '{site.Name}'"
        );
        await Eventually.Sees(async () => (long)(await stored.ExecuteScalarAsync())!, it => it == 1);

        using var newer = new AnotherVersion(engine.Database, [Doubled(ReturnVisits.Visits.Version + 8)]);
        await newer.TakeOver();
        await Eventually.Sees(newer.Step, _ => changed.IsCompleted);
        await changed;
        await newer.CatchUp(site);

        (await newer.Differences()).Should().BeEmpty();
        (await newer.Sums(site, newer.Measures[0]))
            .Should()
            .BeEquivalentTo(new Dictionary<int, long> { [2] = Visitors - 3, [4] = 2 }, "two devices are one visitor");
        await TakenBackByTheHost(site, (1, Visitors - 3), (2, 2));
    }

    [Fact]
    public async Task while_a_host_of_the_older_version_erases_whom_the_newer_one_counted()
    {
        var site = await Sent();
        var doubled = Doubled(ReturnVisits.Visits.Version + 1);
        using var newer = new AnotherVersion(engine.Database, With(doubled));
        await newer.TakeOver();
        await newer.CatchUp(site);

        var (code, _, error) = await JourneyProgram.Run(
            engine,
            "erase",
            "v1",
            "--yes",
            "--keys",
            await site.Keys(),
            "--certificate",
            Path.Combine(TemporaryFolder.New(), "erasure.jws")
        );

        code.Should().Be(0, error);
        (await newer.IsComplete(site, doubled))
            .Should()
            .BeFalse("the older version cannot take back what it does not know");
        (await newer.Sums(site, doubled)).Should().BeEmpty();
        await newer.CatchUp(site);
        (await newer.Sums(site, doubled)).Should().BeEquivalentTo(new Dictionary<int, long> { [2] = Visitors - 1 });
        (await newer.Differences()).Should().BeEmpty();
        await TakenBackByTheHost(site, (1, Visitors - 1));
    }

    [Fact]
    public async Task by_one_that_comes_and_goes_and_comes_again_with_right_figures_each_time()
    {
        var site = await Sent();
        using var without = new AnotherVersion(
            engine.Database,
            [.. Engine.Measures.Where(it => it != ReturnVisits.Visits)]
        );
        await without.TakeOver();
        await site.Accepted([
            .. Enumerable.Range(0, 50).Select(i => Calls.Page($"v{i}", "files", Calls.Noon.AddDays(1))),
        ]);
        await without.Step();

        await TakenBackByTheHost(site, (1, Visitors - 50), (2, 50));
    }

    [Fact]
    public async Task with_the_fold_and_all_is_folded_anew_without_an_operator()
    {
        var site = await Sent();
        // As the version before any generation left it, in a form that nobody reads any more.
        await engine.Run(
            """
            begin; select from journey.progress for update;
            update journey.journeys set generation = 0, journey = set_byte(journey, 0, get_byte(journey, 0) # 255);
            update journey.progress set generation = 0, epoch = epoch + 1; commit
            """
        );
        await site.Accepted(Calls.Page("v1", "files", Calls.Noon.AddDays(1)));

        await Complete(site, (1, Visitors - 1), (2, 1));
    }

    [Fact]
    public async Task with_one_journey_that_cannot_be_read_and_it_is_folded_anew_when_the_visitor_comes()
    {
        var site = await Sent();
        await engine.Run(
            $"""
            begin; select from journey.progress for update; update journey.progress set epoch = epoch + 1;
            update journey.journeys set journey = set_byte(journey, 0, get_byte(journey, 0) # 255)
            where site = '{site.Name}' and visitor = 'v1'; commit
            """
        );
        await site.Accepted(Calls.Page("v1", "files", Calls.Noon.AddDays(1)));

        await Complete(site, (1, Visitors - 1), (2, 1));
    }

    [Fact]
    public async Task of_which_a_binary_from_before_knows_nothing_and_can_write_no_journey()
    {
        var site = await Sent();

        var write = () =>
            engine.Run(
                $"""
                insert into journey.journeys (site, visitor, version, revision, journey) values ('{site.Name}', 'v1', 9, 1, '\x06')
                on conflict (site, visitor) do update set version = excluded.version, journey = excluded.journey
                """
            );

        (await write.Should().ThrowAsync<PostgresException>())
            .Which.SqlState.Should()
            .Be(PostgresErrorCodes.NotNullViolation);
    }

    /// <summary>Hosts of the newer version are gone: the older one takes over when they have been silent for a
    /// minute.</summary>
    private async Task TakenBackByTheHost(Site site, params (int Visits, long Visitors)[] expected)
    {
        await engine.Run("update journey.progress set projected_at = 'epoch'");
        await Complete(site, expected);
    }

    private async Task Complete(Site site, params (int Visits, long Visitors)[] expected)
    {
        var report = await Eventually.Sees(
            () => site.Get("/v1/reports/returns"),
            it => (bool)it["asOf"]!["complete"]! && IsAll(it, expected)
        );
        report["rows"]!.AsArray().Select(it => ((int)it!["visits"]!, (long)it["visitors"]!)).Should().Equal(expected);
        (await engine.Differences()).Should().BeEmpty();
    }

    /// <summary>Complete says that every journey is summed anew, and not that the latest events are in.</summary>
    private static bool IsAll(JsonObject report, (int Visits, long Visitors)[] expected) =>
        (long)report["visits"]! >= expected.Sum(it => it.Visits * it.Visitors);

    private static Measure Doubled(int version) =>
        Measure.OfVisitor(
            ReturnVisits.Visits.Name,
            version,
            ["visits"],
            it => [new Cell(2 * it.Journey.Visits.Length)]
        );

    private static Measure[] With(Measure visits) =>
        [.. Engine.Measures.Select(it => it == ReturnVisits.Visits ? visits : it)];

    private async Task<Site> Sent()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        foreach (var part in Enumerable.Range(0, Visitors).Chunk(100))
            await site.Accepted([.. part.Select(i => Calls.Page($"v{i}", "home", Calls.Noon))]);
        await site.Get("/v1/reports/returns?wait=true");
        return site;
    }
}
