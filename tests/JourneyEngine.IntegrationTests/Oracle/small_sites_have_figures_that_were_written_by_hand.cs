namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Each case is a site of its own, and all are told together.</summary>
[Collection(DecidingTests.Name)]
public sealed class small_sites_have_figures_that_were_written_by_hand(EngineFixture engine)
{
    [Fact]
    public Task about_moments_order_and_visits() => Hold(SmallCases.OfTime);

    [Fact]
    public Task about_days_and_hours_of_the_site() => Hold(SmallCases.OfClocks);

    [Fact]
    public Task about_names_paths_hosts_and_campaigns() => Hold(SmallCasesOfText.All);

    private async Task Hold(SmallCase[] cases)
    {
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            cases,
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            async (one, _) =>
            {
                var answer = await one.Answer(await engine.NewSite());
                if (answer == one.Expected)
                    return;
                lock (wrong)
                    wrong.Add($"{one.Kind}, {one.Says}: [{answer}] is told, [{one.Expected}] is expected");
            }
        );
        string.Join('\n', wrong).Should().BeEmpty();
    }
}
