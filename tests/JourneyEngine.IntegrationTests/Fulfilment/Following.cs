using System.Net;
using System.Net.Http.Json;
using JourneyEngine.IntegrationTests.Pages;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.IntegrationTests.Fulfilment;

/// <summary>What whoever gets a message does with its links.</summary>
internal static class Following
{
    private static readonly HttpClient Browser = new(
        new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }
    );

    /// <summary>The message that asks whether an address is theirs, as soon as it is there.</summary>
    public static async Task<OutboundMessage> Question(this Recorder recorder, string? to = null) =>
        (
            await Eventually.Sees(
                () =>
                    Task.FromResult(
                        recorder.Sent.LastOrDefault(it => it.Confirm is not null && (to ?? it.To) == it.To)
                    ),
                it => it is not null
            )
        )!;

    public static Task<HttpResponseMessage> Looks(this Site site, Uri link, string language = "en") =>
        Send(site, HttpMethod.Get, link, null, language);

    public static async Task Confirms(this Site site, OutboundMessage question)
    {
        var answer = await Presses(site, question.Confirm!);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Presses the button of a page that a link opens.</summary>
    public static Task<HttpResponseMessage> Presses(this Site site, Uri link) =>
        Send(site, HttpMethod.Post, link, new FormUrlEncodedContent([]), "en");

    /// <summary>As a mail program does that knows RFC 8058: with what the headers say alone.</summary>
    public static Task<HttpResponseMessage> Unsubscribes(this Site site, OutboundMessage message)
    {
        var form = message.Headers!["List-Unsubscribe-Post"].Split('=');
        return Send(
            site,
            HttpMethod.Post,
            message.WayOut(),
            new FormUrlEncodedContent([KeyValuePair.Create(form[0], form[1])]),
            "en"
        );
    }

    public static Uri WayOut(this OutboundMessage message) =>
        new(message.Headers!["List-Unsubscribe"].TrimStart('<').TrimEnd('>'));

    /// <summary>As visitors tell on their own page, whom a link let in.</summary>
    public static async Task<HttpStatusCode> TellsAlone(
        this Site site,
        string visitor,
        string email,
        bool confirmed = false
    )
    {
        var link = new Uri(await Reader.Link(site, visitor));
        var session = (await site.Looks(link)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var told = JsonContent.Create(new { value = email, confirmed });
        var page = new Uri(site.Address, "/v1/privacy/details/email");
        return (await Send(site, HttpMethod.Put, page, told, "en", session)).StatusCode;
    }

    private static Task<HttpResponseMessage> Send(
        Site site,
        HttpMethod method,
        Uri link,
        HttpContent? body,
        string language,
        string? cookie = null
    )
    {
        var request = new HttpRequestMessage(method, new Uri(site.Address, link.PathAndQuery)) { Content = body };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return Browser.SendAsync(request);
    }
}
