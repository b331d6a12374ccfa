using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class a_message_is_appended_twice(EngineFixture engine)
{
    /// <summary>Byte by byte the same, as two requests of the same millisecond bring it.</summary>
    [Fact]
    public async Task within_a_millisecond_and_only_the_first_is_accepted()
    {
        var site = await engine.NewSite();
        var page = Page("twice");

        await Writing(
            engine.Database,
            async log =>
            {
                (await log.Append(site.Name, [page])).Should().Equal(AppendOutcome.Accepted);
                (await log.Append(site.Name, [page])).Should().Equal(AppendOutcome.Duplicate);
            }
        );
    }

    [Fact]
    public async Task because_the_database_s_answer_was_lost_and_counts_as_accepted()
    {
        var site = await engine.NewSite();
        var (lost, other) = (Page("lost"), Page("other"));
        await using var wire = new CutWire(engine.ConnectionString);
        await using var database = NpgsqlDataSource.Create(wire.ConnectionString);

        await Writing(
            database,
            async log =>
            {
                wire.CutAfter("\"lost\"");
                (await log.Append(site.Name, [other, lost]))
                    .Should()
                    .Equal(AppendOutcome.Accepted, AppendOutcome.Accepted);
                (await log.Append(site.Name, [lost, other]))
                    .Should()
                    .Equal(AppendOutcome.Duplicate, AppendOutcome.Duplicate);
            }
        );

        wire.Cuts.Should().Be(1);
        (await engine.Stored(site)).Should().HaveCount(2);
    }

    private static NewFact Page(string messageId) =>
        new(
            "v",
            messageId,
            new InteractionRecorded(messageId, "page", "home", null, null, null, Calls.Noon, Calls.Noon)
        );

    private async Task Writing(NpgsqlDataSource database, Func<FactLog, Task> work)
    {
        var (membership, rules) = (
            new HostMembership(engine.Database, NullLogger<HostMembership>.Instance),
            new RulesTable()
        );
        using var signal = new AppendSignal();
        using (membership)
        {
            await membership.StartAsync(default);
            _ = new WarmJourneys(new JourneyReader(database, rules), rules, membership, signal);
            var keys = new KeyDerivation(new byte[KeyDerivation.SecretLength]);
            var log = new FactLog(database, keys, signal, membership, NullLogger<FactLog>.Instance);
            await log.StartAsync(default);
            await work(log);
            await log.StopAsync(default);
            await membership.StopAsync(default);
        }
    }
}
