using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class a_message_is_to_be_the_last(OneOutbox one)
{
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task by_one_click_of_a_mail_program_without_signing_in()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates", "birthday");
        await site.Tells("dana", "email", "dana@example.test");
        var message = await Announced(site, "Spring", granted: 1);

        (await site.Unsubscribes(message)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await Refused(site, "dana")).Should().Equal("updates");
        await site.Tells("dana", "email", "dana@example.test");
        await site.Announces(new { subject = "Summer", text = "More things." });
        await site.HasBirthday("noa", "noa@example.test");
        await one.Due(host, site, DateTimeOffset.UtcNow);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 2);
        _recorder.Sent.Select(it => it.Subject).Should().Equal("Spring", "For your birthday");
        // Mail programs try again.
        (await site.Unsubscribes(message))
            .StatusCode.Should()
            .Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task of_all_devices_that_have_the_address_of_which_one_was_written_to()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        foreach (var device in new[] { "phone", "laptop" })
        {
            await site.Agrees(device, "updates");
            await site.Tells(device, "email", "dana@example.test");
        }

        var message = await Announced(site, "Spring", granted: 1);
        await Task.Delay(500);
        _recorder.Sent.Should().ContainSingle();

        (await site.Unsubscribes(message)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await Refused(site, "phone")).Should().Equal("updates");
        (await Refused(site, "laptop")).Should().Equal("updates");
    }

    [Fact]
    public async Task by_a_button_and_by_no_program_that_follows_links()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test");
        var message = await Announced(site, "Spring", granted: 1);

        var page = await site.Looks(message.WayOut(), language: "he");

        (await page.Content.ReadAsStringAsync())
            .Should()
            .Contain("dir=\"rtl\"")
            .And.Contain("name=\"List-Unsubscribe\" value=\"One-Click\"")
            .And.NotContain("dana");
        (await site.Presses(message.WayOut())).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Refused(site, "dana")).Should().BeEmpty();
        message.Footer.Should().Contain(message.WayOut().ToString()).And.Contain("To get no more of these");
    }

    [Fact]
    public async Task by_a_link_for_something_else_and_it_is_not()
    {
        await using var host = await one.Here(_recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test", confirmed: false);
        var question = await _recorder.Question();

        foreach (var path in new[] { "/privacy/unsubscribe", "/privacy" })
            (await site.Looks(new Uri(site.Address, path + question.Confirm!.Query)))
                .StatusCode.Should()
                .Be(HttpStatusCode.NotFound);

        question.Headers.Should().BeNull();
    }

    private async Task<OutboundMessage> Announced(Site site, string subject, int granted)
    {
        await site.Announces(new { subject, text = "New things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == granted);
        return _recorder.Sent.Single(it => it.Subject == subject);
    }

    private static async Task<string[]> Refused(Site site, string visitor)
    {
        var answer = await site.Send(HttpMethod.Get, "/v1/privacy/consent?visitor=" + visitor, site.AdminKey, null);
        return
        [
            .. (await answer.Content.ReadFromJsonAsync<JsonObject>())!["purposes"]!
                .AsArray()
                .Where(it => !(bool)it!["granted"]!)
                .Select(it => (string)it!["name"]!),
        ];
    }
}
