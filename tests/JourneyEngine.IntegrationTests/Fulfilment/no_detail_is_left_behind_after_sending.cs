using System.Text;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class no_detail_is_left_behind_after_sending(OneOutbox one)
{
    private readonly string _word = "w" + Guid.NewGuid().ToString("N")[..16];

    private string Email => _word + "@example.test";

    [Fact]
    public async Task in_any_table_or_log_after_success_failure_or_a_crash()
    {
        using var hook = new Hook(call =>
            Hook.Answers(
                call.Request.Headers["Idempotency-Key"]!.StartsWith("benefit:updates:", StringComparison.Ordinal)
                    ? 500
                    : 204
            )(call)
        );
        using var deaf = new Hook(_ => Task.Delay(Timeout.Infinite));
        var host = await one.Apart(hook.Address.ToString(), pauses: "0.2,0.2");
        var site = await one.NewSite(host.Address).Fulfils();
        await site.Agrees("v-" + _word, "updates", "nearby", "birthday");
        foreach (
            var (detail, value) in new[]
            {
                ("email", Email),
                ("phone", "+999888777666555"),
                ("birth_date", "1991-12-13"),
                ("residence", _word + " Street"),
            }
        )
            await site.Tells("v-" + _word, detail, value);

        await site.Agrees("asked-" + _word, "updates");
        await site.Tells("asked-" + _word, "email", "asked." + Email, confirmed: false);
        await Eventually.Sees(
            () => Task.FromResult(hook.Calls),
            it => it.Any(call => call.Body.Contains("asked." + Email))
        );
        await site.Announces(
            new
            {
                subject = "Near",
                text = "By.",
                nearby = _word + " Street",
            }
        );
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        var dead = await DeadLetters();
        await site.Announces(
            new
            {
                id = "fails",
                subject = "Fails",
                text = "Always.",
            }
        );
        await Eventually.Sees(DeadLetters, it => it > dead);
        await host.DisposeAsync();
        var dying = await one.Apart(deaf.Address.ToString());
        await (site with { Address = dying.Address }).Announces(
            new
            {
                id = "crash",
                subject = "Crash",
                text = "Now.",
            }
        );
        await Eventually.Sees(() => Task.FromResult(deaf.Calls.Count), it => it > 0);
        await dying.Kill();

        hook.Calls.Should().Contain(it => it.Body.Contains(Email), "else nothing was sent that could be left behind");
        await using var everything = one.Everything();
        // The place of an update is the site's own word, in its configuration.
        (await Holding(everything, Email))
            .Should()
            .BeEmpty();
        (await Holding(everything, "999888777666555")).Should().BeEmpty();
        (await Holding(everything, "1991-12-13")).Should().BeEmpty();
        (await Holding(everything, "v-" + _word))
            .Where(it => it.Contains("wolverine", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
        (await Holding(everything, _word))
            .Where(it => it.Contains("wolverine", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
        (host.Output + dying.Output).Should().NotContain(_word).And.NotContain("999888777666555");
        host.Output.Should().Contain("It could not be sent (HttpRequestException)");
        // Else another test's hosts would send it.
        await using var left = one.Database.CreateCommand("delete from journey.wolverine_incoming_envelopes");
        await left.ExecuteNonQueryAsync();
    }

    /// <summary>The control: in the message of a dead letter, as text and as bytes, it would be found.</summary>
    [Fact]
    public async Task without_this_test_finding_it_as_text_or_bytes()
    {
        await using var everything = one.Everything();
        await using (var host = await one.Apart("file"))
        {
            await using var plant = everything.CreateCommand("create table journey.control (body bytea, said text)");
            await plant.ExecuteNonQueryAsync();
            await using var row = everything.CreateCommand("insert into journey.control values ($1, null), (null, $2)");
            row.Parameters.Add(new() { Value = Encoding.UTF8.GetBytes("{\"to\":\"" + Email + "\"}") });
            row.Parameters.Add(new() { Value = Convert.ToBase64String(Encoding.UTF8.GetBytes(Email)) });
            await row.ExecuteNonQueryAsync();
        }

        var found = await Holding(everything, Email);
        await using var away = everything.CreateCommand("drop table journey.control");
        await away.ExecuteNonQueryAsync();
        found.Should().Equal("journey.control: 1", "journey.control: 1");
    }

    /// <summary>As it is, and in base64.</summary>
    private static async Task<IReadOnlyList<string>> Holding(Npgsql.NpgsqlDataSource database, string word) =>
        [
            .. await Scan.Tables(database, word),
            .. await Scan.Tables(database, Convert.ToBase64String(Encoding.UTF8.GetBytes(word))[..^4]),
        ];

    private async Task<long> DeadLetters()
    {
        await using var command = one.Database.CreateCommand("select count(*) from journey.wolverine_dead_letters");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
