using System.Net;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class a_letter_is_due(OneOutbox one)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task on_the_site_s_schedule_for_visitors_with_an_address_for_it()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils(letterEveryMonths: 6);
        await site.Accepted(Calls.Page("dana", "home", Calls.Noon));
        await site.Agrees("dana", "letter");
        await site.Tells("dana", "email", "dana@example.test");
        await site.Agrees("noa", "birthday");
        await site.Tells("noa", "email", "noa@example.test");

        (await one.Due(host, site, Now)).Should().Be(0);
        (await one.Due(host, site, Now.AddMonths(6).AddDays(-1))).Should().Be(0);
        (await one.Due(host, site, Now.AddMonths(6).AddDays(1))).Should().Be(1);
        (await one.Due(host, site, Now.AddMonths(6).AddDays(2))).Should().Be(1);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        (await one.Due(host, site, Now.AddMonths(12))).Should().Be(2);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 2);

        recorder.Sent.Select(it => it.To).Should().Equal("dana@example.test", "dana@example.test");
        recorder
            .Sent[0]
            .Text.Should()
            .Contain("- email, since")
            .And.Contain("Your visits: 1, since 2026-01-31.")
            .And.NotContain("dana");
        var followed = await Followed(site, recorder.Sent[0].Text);
        followed.StatusCode.Should().Be(HttpStatusCode.Redirect);
        followed
            .Headers.GetValues("Set-Cookie")
            .Should()
            .ContainSingle(it => it.StartsWith("__Host-journey-privacy=", StringComparison.Ordinal))
            .Which.Should()
            .Contain("; secure")
            .And.Contain("; httponly")
            .And.Contain("; samesite=lax");
    }

    [Fact]
    public async Task to_an_address_that_was_only_claimed_and_contains_no_private_link()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils(letterEveryMonths: 6);
        await site.Agrees("dana", "letter");
        (await site.Claims("dana", "eve@example.test")).Should().Equal("accepted");
        await site.Confirms(await recorder.Question());

        (await one.Due(host, site, Now.AddMonths(6))).Should().Be(1);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);

        recorder.Sent[^1].Text.Should().Contain("https://journeys.example.test/privacy\n").And.NotContain("link=");
    }

    [Fact]
    public async Task to_the_address_that_the_visitor_gave_which_no_claim_replaces()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils(letterEveryMonths: 6);
        await site.Agrees("dana", "letter");
        await site.Tells("dana", "email", "dana@example.test");
        (await site.Claims("dana", "eve@example.test"))
            .Single()
            .Should()
            .Contain("trait 'email' cannot be kept")
            .And.NotContain("eve@");

        (await one.Due(host, site, Now.AddMonths(6))).Should().Be(1);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);

        recorder.Sent.Single().To.Should().Be("dana@example.test");
    }

    private static async Task<HttpResponseMessage> Followed(Site site, string text)
    {
        var link = new Uri(
            text.Split('\n')
                .First(it => it.StartsWith("https://journeys.example.test/privacy?link=", StringComparison.Ordinal))
        );
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        return await client.GetAsync(new Uri(site.Address, link.PathAndQuery));
    }
}
