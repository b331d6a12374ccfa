using System.Net;
using System.Net.Http.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class an_earlier_version_named_a_visitor(EngineFixture engine)
{
    [Theory]
    [InlineData("dana@example.test")]
    [InlineData("v\u200B1")]
    public async Task who_is_found_goes_on_and_is_erased_for_good(string name)
    {
        var site = await engine.NewSite();
        await engine.Writing(log => log.Append(site.Name, [new NewFact(name, "m1", Page("m1"))]));
        await Run("delete from journey.older_names");
        await using var next = await engine.Another();
        var there = site with { Address = next.Address };
        var address = "/v1/visitors?id=" + Uri.EscapeDataString(name);

        await there.Accepted(Calls.Page(name, "home", Calls.Noon.AddDays(1)));

        var found = await there.Get(address);
        ((string)found["visitor"]!, (int)found["visits"]!).Should().Be((name, 2));

        var erased = await there.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            there.AdminKey,
            JsonContent.Create(new { visitor = name })
        );

        erased.StatusCode.Should().Be(HttpStatusCode.OK, await erased.Content.ReadAsStringAsync());
        (await there.Ask(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        // The other host has never heard of the older name.
        foreach (var host in new[] { there, site })
            (await Site.Receipts(await host.Batch([Calls.Page(name, "home", Calls.Noon.AddDays(2))])))
                .Should()
                .ContainKey("refused");
        (await Run($"delete from journey.older_names where site = '{site.Name}'"))
            .Should()
            .Be(0, "nothing of them stays");
    }

    private static InteractionRecorded Page(string messageId) =>
        new(messageId, "page", "home", null, null, null, Calls.Noon, Calls.Noon);

    private async Task<int> Run(string statement)
    {
        await using var command = engine.Database.CreateCommand(statement);
        return await command.ExecuteNonQueryAsync();
    }
}
