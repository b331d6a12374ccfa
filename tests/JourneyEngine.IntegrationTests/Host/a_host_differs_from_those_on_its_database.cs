using System.Net;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class a_host_differs_from_those_on_its_database(EngineFixture engine)
{
    [Fact]
    public async Task in_its_secret_and_cannot_start_to_store_whom_they_erased()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("gone", "home", Calls.Noon));
        await site.Erase("gone");

        var said = await Refused(("JOURNEY_SECRET", SeveralHosts.Secret));

        said.Should()
            .Contain("The secret of this host is another one")
            .And.Contain("JOURNEY_SECRET")
            .And.Contain("secret.key")
            .And.NotContain(SeveralHosts.Secret);
        (await Site.Receipts(await site.Batch([Calls.Page("gone", "home", Calls.Noon)])))
            .Should()
            .ContainKey("refused");
    }

    [Fact]
    public async Task in_its_erase_ledger_and_leaves_that_one_as_it_is()
    {
        var file = Path.Combine(TemporaryFolder.New(), "own.ledger");

        (await Refused(("JOURNEY_ERASURES", file)))
            .Should()
            .Contain("is another one than the hosts on this database share");

        new FileInfo(file).Length.Should().Be(0);
    }

    [Fact]
    public async Task in_the_vault_s_key_store() =>
        (await Refused(("JOURNEY_VAULT_KEYSTORE", Path.Combine(TemporaryFolder.New(), "keys.db"))))
            .Should()
            .Contain("another key store of the vault")
            .And.Contain("JOURNEY_VAULT_KEYSTORE");

    [Fact]
    public async Task in_having_no_vault() =>
        (await Refused(("JOURNEY_VAULT_DB", ""))).Should().Contain("has no vault").And.Contain("JOURNEY_VAULT_DB");

    [Fact]
    public async Task in_being_older_than_its_tables()
    {
        await engine.Column("update journey.identity set value = '1000000' where part = 'schema'");
        try
        {
            (await Refused()).Should().Contain("a newer version of the engine has worked with it");
        }
        finally
        {
            await engine.Column("update journey.identity set value = '1' where part = 'schema'");
        }
    }

    /// <remarks>The two statements by which an operator gives up what is lost.</remarks>
    [Fact]
    public async Task by_a_lost_ledger_that_the_database_knows_enough_to_write_anew()
    {
        var site = await engine.NewSite();
        await site.Erase("gone-before");
        var file = Path.Combine(TemporaryFolder.New(), "new.ledger");
        var before = await engine.Column("select value from journey.identity where part = 'erase ledger'");
        await engine.Column(Runbook.Statement("erasure.md", "delete from journey.identity where part like"));
        try
        {
            await using var host = await engine.Another(environment: new() { ["JOURNEY_ERASURES"] = file });

            host.Output.Should().Contain("erasures that the database knows were not in the erase ledger, and are now");
            (await File.ReadAllLinesAsync(file))
                .Should()
                .HaveCountGreaterThan(1)
                .And.Contain(it => it.Contains(site.Name, StringComparison.Ordinal));
        }
        finally
        {
            await engine.Column($"update journey.identity set value = '{before.Single()}' where part = 'erase ledger'");
        }
    }

    [Fact]
    public async Task by_an_empty_folder_only_and_makes_no_keys_of_a_site_that_has_some()
    {
        const string Keys = "select hash::text from journey.keys where site = 'demo' order by 1";
        var (folder, before) = (TemporaryFolder.New(), await engine.Column(Keys));
        var file = Path.Combine(folder, "demo.keys.json");

        await using var host = await engine.Another(folder);

        (await engine.Column(Keys)).Should().Equal(before).And.HaveCount(3);
        File.Exists(file).Should().BeFalse();
        host.Output.Should().Contain("No keys were made").And.Contain("journey keys make demo").And.NotContain("k_");

        var made = await JourneyProgram.Run(engine, "keys", "make", "demo", "--file", file);
        made.ExitCode.Should().Be(0, made.Error);
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var site = new Site(
            "demo",
            host.Address,
            (string)keys["writeKey"]!,
            (string)keys["readKey"]!,
            (string)keys["adminKey"]!
        );
        (await site.Ask("/v1/funnels")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await JourneyProgram.Run(engine, "keys", "make", "demo", "--file", file)).ExitCode.Should().Be(1);
    }

    private async Task<string> Refused(params (string Name, string Value)[] settings)
    {
        var starting = () => engine.Another(environment: settings.ToDictionary(it => it.Name, it => it.Value));
        return (await starting.Should().ThrowAsync<InvalidOperationException>()).Which.Message;
    }
}
