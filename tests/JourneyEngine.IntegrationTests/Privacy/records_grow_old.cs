using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Privacy;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public sealed class records_grow_old(EngineFixture engine)
{
    private const int Days = 400;
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>More than go at once.</summary>
    private const int Many = 5_001;

    [Fact]
    public async Task until_who_asked_what_is_dropped_after_the_days_of_the_setting()
    {
        var site = $"audit-{Guid.NewGuid():N}";
        await Audit(site, Now.AddDays(-Days - 1), Many);
        await Audit(site, Now.AddDays(-Days + 1), 2);

        await Expire();

        (await engine.Column($"select count(*)::text from journey.audit where site = '{site}'")).Should().Equal("2");
    }

    [Fact]
    public async Task until_a_message_that_failed_is_dropped_after_90_days()
    {
        foreach (var days in new[] { 89, 91 })
            await Run(
                "insert into journey.wolverine_dead_letters (id, body, message_type, failed_at) values ($1, '', 'of this test', $2)",
                Guid.NewGuid(),
                Now.AddDays(-days)
            );

        await Expire();

        (
            await engine.Column(
                "select count(*)::text from journey.wolverine_dead_letters where message_type = 'of this test'"
            )
        )
            .Should()
            .Equal("1");
    }

    [Fact]
    public async Task until_an_id_that_two_visitors_used_is_free_after_25_months()
    {
        var ids = new[] { Guid.NewGuid(), Guid.NewGuid() };
        foreach (var (id, days) in ids.Zip([759, 761]))
            await Run("insert into journey.message_id_clashes (id, at) values ($1, $2)", id, Now.AddDays(-days));

        await Expire();

        (await engine.Column($"select id::text from journey.message_id_clashes where id in ('{ids[0]}', '{ids[1]}')"))
            .Should()
            .Equal(ids[0].ToString());
    }

    private Task Expire() =>
        new ExpireRecords(engine.Database, new SubjectRequests(engine.Database), new AuditSettings { Days = Days }).Run(
            Now,
            default
        );

    private Task Audit(string site, DateTimeOffset at, int count) =>
        Run(
            "insert into journey.audit (id, site, at, actor, action, mark) select id, $2, $3, 'visitor', 'export', '' from unnest($1) id",
            Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(at)).ToArray(),
            site,
            at
        );

    private async Task Run(string statement, params object[] values)
    {
        await using var command = engine.Database.CreateCommand(statement);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
