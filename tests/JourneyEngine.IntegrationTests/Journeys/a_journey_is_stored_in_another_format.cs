namespace JourneyEngine.IntegrationTests.Journeys;

[Collection(HostTests.Name)]
public sealed class a_journey_is_stored_in_another_format(EngineFixture engine)
{
    [Fact]
    public async Task without_changing_what_the_api_says_of_the_visitor()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon), Calls.Page("v", "files", Calls.Noon.AddDays(1)));
        await site.Get("/v1/reports/returns?wait=true");
        var now = (await site.Get("/v1/visitors/v")).ToJsonString();

        var format = await Stored(site, 255);
        var then = (await site.Get("/v1/visitors/v")).ToJsonString();
        await Stored(site, format);

        then.Should().Be(now);
    }

    /// <returns>The format that it had.</returns>
    private async Task<int> Stored(Site site, int format)
    {
        await using var command = engine.Database.CreateCommand(
            """
            update journey.journeys journey set journey = set_byte(journey.journey, 0, $2) from (select get_byte(journey, 0) as format from journey.journeys where site = $1) before
            where journey.site = $1 returning before.format
            """
        );
        command.Parameters.Add(new() { Value = site.Name });
        command.Parameters.Add(new() { Value = format });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
