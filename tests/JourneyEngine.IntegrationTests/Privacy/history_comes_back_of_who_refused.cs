using System.Text.Json.Nodes;
using JourneyEngine.Collection.History;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class history_comes_back_of_who_refused(EngineFixture engine)
{
    private static readonly DateTimeOffset Refused = DateTimeOffset.UtcNow.AddDays(-2);

    [Theory]
    [InlineData(-1, "refused")]
    [InlineData(1, "accepted")]
    public async Task by_a_signal_here_with_consent_of_before_or_after_it(int hours, string became)
    {
        var site = await engine.NewSite();
        await site.Batch([Refusal("v")]);

        var imported = await site.Imported(
            History.Choice("v", true, ConsentSources.Api, Refused.AddHours(hours)),
            History.Page("v", Refused.AddHours(hours))
        );

        imported.Should().Equal(new Dictionary<string, int> { [became] = 2 });
        (await Told(site, "v")).Should().Be(became);
    }

    [Theory]
    [InlineData(ConsentSources.Signal, "refused")]
    [InlineData(ConsentSources.Page, "accepted")]
    public async Task by_their_own_choice_with_later_consent(string source, string became)
    {
        var site = await engine.NewSite();
        await site.Imported(
            History.Page("v", Refused),
            History.Choice("v", false, ConsentSources.Page, Refused.AddHours(1))
        );

        var imported = await site.Imported(History.Choice("v", true, source, Refused.AddHours(2)));

        imported.Keys.Should().Equal(became);
        (await Told(site, "v")).Should().Be(became);
    }

    [Fact]
    public async Task with_earlier_words_alone_and_the_door_that_an_import_left_open_is_shut()
    {
        var site = await engine.NewSite();
        var granted = History.Choice("v", true, ConsentSources.Page, Refused.AddHours(-1));
        await site.Imported(granted, History.Choice("v", false, ConsentSources.Page, Refused));
        await engine.Column($"delete from journey.closed where site = '{site.Name}' returning why");

        (await site.Imported(granted.DeepClone())).Keys.Should().Equal("duplicate");

        (await Told(site, "v")).Should().Be("refused");
    }

    /// <summary>The host has no room any more between the two times that it appends.</summary>
    [Fact]
    public async Task in_part_and_the_door_is_shut_behind_it()
    {
        var (site, keys) = ((await engine.NewSite()).Name, new KeyDerivation(new byte[KeyDerivation.SecretLength]));
        await using (var connection = await engine.Database.OpenConnectionAsync())
            await ClosedVisitors.Close(
                connection,
                site,
                keys.SubjectHash(site, "v"),
                ClosedVisitors.Objected,
                Refused,
                default
            );
        using var signal = new AppendSignal();
        using var membership = new HostMembership(engine.Database, NullLogger<HostMembership>.Instance);
        await membership.StartAsync(default);
        var log = new FactLog(engine.Database, keys, signal, membership, NullLogger<FactLog>.Instance);
        await log.StartAsync(default);
        signal.Committed += (string _, in NewFact _, long _) => _ = log.StopAsync(default);
        var reader = new JourneyReader(engine.Database, new RulesTable());
        var warm = new WarmJourneys(reader, new RulesTable(), membership, signal);
        var door = new HistoryDoor(log, warm, engine.Database, keys);

        var importing = () =>
            door.Append(
                site,
                [
                    new("v", "g", History.Chosen(true, ConsentSources.Page, Refused.AddHours(1))),
                    new("other", "o", History.Chosen(true, ConsentSources.Page, Refused)),
                ]
            );

        await importing.Should().ThrowAsync<LimitedException>();
        (await engine.Column($"select why from journey.closed where site = '{site}'")).Should().Equal("objected");
        await membership.StopAsync(default);
    }

    private static JsonObject Refusal(string visitor)
    {
        var page = Calls.Page(visitor, "home", Refused);
        page["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"measure":false}}}""");
        return page;
    }

    private static async Task<string> Told(Site site, string visitor) =>
        (await Site.Receipts(await site.Batch([Calls.Page(visitor, "home", DateTimeOffset.UtcNow)]))).Keys.Single();
}
