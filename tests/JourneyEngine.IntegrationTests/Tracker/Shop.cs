using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.IntegrationTests.Tracker;

/// <summary>
/// A web shop with the tracker on its pages. What is the engine's it passes on, as a proxy before both does, so that
/// the engine is first party; it sees all that the tracker asks, and can have it fail.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    private const string Policy = "default-src 'none'; script-src 'self'; connect-src 'self'";

    /// <summary>A page that may ask whom it wants.</summary>
    public const string WithoutPolicy = "/open";

    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }
    );
    private static readonly string[] Kept =
    [
        "Set-Cookie",
        "Retry-After",
        "ETag",
        "Cache-Control",
        "Vary",
        "Content-Encoding",
        "Content-Type",
    ];

    private readonly WebApplication _app;
    private readonly Site _site;
    private readonly string _script;
    private readonly ConcurrentQueue<Task<Request>> _requests = new();

    private Shop(WebApplication app, Site site, string attributes) =>
        (_app, _site, _script) = (
            app,
            site,
            $"<script src=\"/journey.js\" data-key=\"{site.WriteKey}\" {attributes} defer></script>"
        );

    /// <param name="Mode">Of the fetch, as the browser states it: <c>cors</c>, or <c>no-cors</c> for a beacon.</param>
    public sealed record Request(string Method, string Path, string Body, string? Mode, int Status, DateTimeOffset At);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>More scripts and content of every page, HTML.</summary>
    public string Content { get; set; } = "";

    /// <summary>What to answer instead of asking the engine: gone through in order, then used up.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Failures { get; } = new();

    /// <summary>What was asked of the engine by the pages' script, in order, as soon as all of it is answered: what is
    /// asked is stored before that.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests.ToArray().Select(it => it.GetAwaiter().GetResult())];

    /// <summary>The messages of all batches that came, in order; what was sent twice is there twice.</summary>
    public IReadOnlyList<JsonObject> Messages =>
        [
            .. Requests
                .Where(it => it.Path == "/v1/batch")
                .SelectMany(it => JsonNode.Parse(it.Body)!["batch"]!.AsArray())
                .Select(it => it!.AsObject()),
        ];

    public static async Task<Shop> Open(Site site, string attributes = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var shop = new Shop(builder.Build(), site, attributes);
        shop._app.Run(shop.Answer);
        await shop._app.StartAsync();
        return shop;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (
            path == "/journey.js"
            || path.StartsWith("/v1/", StringComparison.Ordinal)
            || path.StartsWith("/ofrep/", StringComparison.Ordinal)
        )
        {
            await PassOn(http);
            return;
        }

        if (path != WithoutPolicy)
            http.Response.Headers.ContentSecurityPolicy = Policy;
        if (path == "/shop.js")
        {
            http.Response.ContentType = "text/javascript";
            await http.Response.WriteAsync("addEventListener('pagehide', () => journey.track('Left'));");
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"<!doctype html><html lang=\"en\"><title>Shop</title>{_script}{Content}");
    }

    private async Task PassOn(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var answering =
            Failures.Count > 0 && http.Request.Path == "/v1/batch" && Failures.TryDequeue(out var failure)
                ? Task.FromResult(Failed(failure))
                : Asked(http.Request, body);
        if (http.Request.Path != "/journey.js")
            _requests.Enqueue(
                Answered(
                    new Request(
                        http.Request.Method,
                        http.Request.Path,
                        body,
                        http.Request.Headers["Sec-Fetch-Mode"],
                        0,
                        DateTimeOffset.UtcNow
                    ),
                    answering
                )
            );
        using var answer = await answering;
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(it => Kept.Contains(it.Key)))
            http.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(http.Response.Body);
    }

    private static async Task<Request> Answered(Request request, Task<HttpResponseMessage> answering) =>
        request with
        {
            Status = (int)(await answering).StatusCode,
        };

    private Task<HttpResponseMessage> Asked(HttpRequest asked, string body)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(asked.Method),
            new Uri(_site.Address, asked.Path + asked.QueryString)
        );
        if (body.Length > 0)
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        foreach (
            var (name, values) in asked.Headers.Where(it => it.Key is not ("Host" or "Content-Length" or "Connection"))
        )
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }

        return Http.SendAsync(request);
    }

    private static HttpResponseMessage Failed((int Status, string? RetryAfter) failure)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)failure.Status);
        if (failure.RetryAfter is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", failure.RetryAfter);
        return answer;
    }
}
