namespace JourneyEngine.IntegrationTests.Log;

/// <summary>The connection by which hosts know of each other is as mortal as any.</summary>
[Collection(HostTests.Name)]
public class a_host_loses_its_advisory_lock(EngineFixture engine)
{
    private const int LockClass = 0x4A6F_7572;

    [Fact]
    public async Task without_ending_or_refusing_interactions()
    {
        var before = await Holders();
        await using var other = await engine.Another();
        var site = await engine.NewSite(other.Address);
        foreach (var holder in (await Holders()).Except(before))
            await Terminate(holder);

        // Long enough for it to look twice.
        await Task.Delay(TimeSpan.FromSeconds(1));
        other.HasEnded.Should().BeFalse(other.Output);
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        (await Holders()).Should().HaveCount(before.Length + 1);
    }

    [Fact]
    public async Task while_its_items_still_count_on_the_other_host_at_once()
    {
        var before = await Holders();
        await using var other = await engine.Another();
        var here = await engine.NewSite();
        var there = here with { Address = other.Address };
        await here.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await here.PutHero(contents: ["a"]);
        foreach (var holder in (await Holders()).Except(before))
            await Terminate(holder);

        for (var visit = 1; visit <= 100; visit++)
        {
            await there.Accepted(Calls.Page("v", "home", Calls.Noon.AddDays(visit)));
            (await here.Hero("v")).VisitNumber.Should().Be(visit);
        }
    }

    private async Task<int[]> Holders()
    {
        await using var command = engine.Database.CreateCommand(
            $"select array_agg(pid) from pg_locks where locktype = 'advisory' and classid = {LockClass} and granted"
        );
        return (int[])(await command.ExecuteScalarAsync())!;
    }

    private async Task Terminate(int process)
    {
        await using var command = engine.Database.CreateCommand($"select pg_terminate_backend({process})");
        await command.ExecuteNonQueryAsync();
    }
}
