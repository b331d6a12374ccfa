using System.Net;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class an_address_is_told(OneOutbox one)
{
    private const string Victim = "victim@example.test";

    private readonly Recorder _recorder = new();

    [Fact]
    public async Task by_25_made_up_visitors_and_one_question_goes_there()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        for (var i = 0; i < 25; i++)
        {
            await site.Agrees("made-up-" + i, "updates", "birthday");
            await site.Tells("made-up-" + i, "birth_date", Asking.BornToday);
            var spelled = (i % 3) switch
            {
                0 => Victim,
                1 => "VICTIM@Example.test",
                _ => $"victim+{i}@example.test",
            };
            (await site.Claims("made-up-" + i, spelled)).Should().Equal("accepted");
        }

        await site.Announces(new { subject = "Spring", text = "New things." });
        await one.Due(host, site, DateTimeOffset.UtcNow);
        await Settled(site);

        var question = _recorder.Sent.Should().ContainSingle().Subject;
        question.To.Should().BeEquivalentTo(Victim);
        question.Text.Should().Contain(question.Confirm!.ToString()).And.Contain(site.Name);

        await site.Confirms(question);
        await site.Announces(new { subject = "Summer", text = "More things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        await one.Due(host, site, DateTimeOffset.UtcNow);
        await Settled(site);
        _recorder.Sent.Skip(1).Select(it => it.Subject).Should().Equal("Summer", "For your birthday");
    }

    [Fact]
    public async Task with_a_link_that_confirms_when_its_button_is_pressed()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test", confirmed: false);
        var question = await _recorder.Question();

        var (english, hebrew) = (
            await site.Looks(question.Confirm!),
            await site.Looks(question.Confirm!, language: "he")
        );
        (await english.Content.ReadAsStringAsync())
            .Should()
            .Contain("lang=\"en\"")
            .And.Contain("Yes, write to me")
            .And.NotContain("dana");
        WebUtility
            .HtmlDecode(await hebrew.Content.ReadAsStringAsync())
            .Should()
            .Contain("dir=\"rtl\"")
            .And.Contain("כן, כתבו אליי");
        await site.Announces(new { subject = "Too early", text = "It was looked at alone." });
        await Settled(site);
        (await one.Granted(site)).Should().BeEmpty();

        await site.Confirms(question);
        await site.Announces(new { subject = "Spring", text = "New things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        _recorder.Sent.Select(it => it.Subject).Should().Equal(question.Subject, "Spring");
    }

    [Fact]
    public async Task in_place_of_a_confirmed_one_and_is_confirmed_anew()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test");

        (await site.TellsAlone("dana", "eve@example.test")).Should().Be(HttpStatusCode.NoContent);
        var question = await _recorder.Question("eve@example.test");
        await site.Announces(new { subject = "Spring", text = "New things." });
        await Settled(site);

        _recorder.Sent.Should().ContainSingle();
        // What was asked about the address before is answered too late.
        await site.TellsAlone("dana", "dana@example.test");
        (await site.Presses(question.Confirm!)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await site.Confirms(await _recorder.Question("dana@example.test"));
        await site.Announces(new { subject = "Summer", text = "More things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        _recorder.Sent[^1].To.Should().Be("dana@example.test");
    }

    [Fact]
    public async Task as_confirmed_which_the_site_may_say_alone()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");

        (await site.TellsAlone("dana", Victim, confirmed: true)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task by_visitors_who_erase_themselves_and_is_asked_about_once()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        for (var i = 0; i < 3; i++)
        {
            await site.Agrees("made-up-" + i, "updates");
            await site.Claims("made-up-" + i, Victim);
            await Settled(site);
            await site.Erase("made-up-" + i);
        }

        _recorder.Sent.Should().ContainSingle();
        await using var everything = one.Everything();
        await using var command = everything.CreateCommand(
            "select count(*) from vault.sent where site = $1 and mark <> ''"
        );
        command.Parameters.Add(new() { Value = site.Name });
        (await command.ExecuteScalarAsync()).Should().Be(0L, "it is nobody's any more");
    }

    [Fact]
    public async Task before_addresses_were_confirmed_and_is_asked_about_at_the_next_message()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test");
        await using var everything = one.Everything();
        await using var asBefore = everything.CreateCommand(
            "update vault.details set address = null, mailbox = null, asked_at = null, confirmed_at = null where site = $1"
        );
        asBefore.Parameters.Add(new() { Value = site.Name });
        (await asBefore.ExecuteNonQueryAsync()).Should().Be(1);

        await site.Announces(new { subject = "Spring", text = "New things." });
        await site.Confirms(await _recorder.Question());
        await site.Announces(new { subject = "Summer", text = "More things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);

        _recorder.Sent.Select(it => it.Subject).Skip(1).Should().Equal("Summer");
    }

    /// <summary>All that was granted by now, and is granted within a moment, went out or never will.</summary>
    private async Task Settled(Site site)
    {
        await using var everything = one.Everything();
        for (var quiet = 0; quiet < 3; quiet++)
        {
            await Eventually.Sees(
                async () =>
                {
                    await using var command = everything.CreateCommand(
                        "select count(*) from vault.grants where site = $1 and settled_at is null"
                    );
                    command.Parameters.Add(new() { Value = site.Name });
                    return (long)(await command.ExecuteScalarAsync())!;
                },
                it => it == 0
            );
            await Task.Delay(300);
        }
    }
}
