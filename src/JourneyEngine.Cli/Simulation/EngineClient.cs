using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Speaks to the engine's public door with a site's keys, and tries again where that can help.</summary>
public sealed class EngineClient(Uri address, SiteKeys keys) : IDisposable
{
    /// <summary>Letters of any script as they are: escaped, a call could grow beyond what the door takes.</summary>
    private static readonly JsonSerializerOptions Unescaped = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    private volatile bool _hasAnswered;

    public Task<JsonObject> Put(string path, object body, CancellationToken cancellation) =>
        Send(
            () => new(HttpMethod.Put, path) { Content = JsonContent.Create(body) },
            Bearer(keys.AdminKey),
            cancellation
        );

    public Task<JsonObject> Post(string path, object body, CancellationToken cancellation) =>
        Send(
            () => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) },
            Bearer(keys.AdminKey),
            cancellation
        );

    /// <summary>Asks, as the site's admin, for what is answered as a list.</summary>
    /// <exception cref="EngineException">The engine refused, or cannot be reached.</exception>
    public async Task<JsonArray> List(string path, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = Bearer(keys.AdminKey);
            using var answer = await _http.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode && JsonNode.Parse(body) is JsonArray list
                ? list
                : throw new EngineException(
                    $"The engine answered {(int)answer.StatusCode} to GET {path}: {EngineAnswer.Words(body)}"
                );
        }
        catch (HttpRequestException)
        {
            throw new EngineException(
                $"Nothing answers at {address}. Start the engine with ops/run --no-demo, or set JOURNEY_URL.",
                unreachable: true
            );
        }
    }

    public Task<JsonObject> Get(string path, CancellationToken cancellation) =>
        Send(() => new(HttpMethod.Get, path), Bearer(keys.ReadKey), cancellation);

    public Task<JsonObject> Settings(CancellationToken cancellation) =>
        Send(() => new(HttpMethod.Get, "/v1/settings"), Bearer(keys.AdminKey), cancellation);

    /// <summary>Asks over OFREP what a slot shows to a visitor.</summary>
    public Task<JsonObject> Evaluate(string slot, string visitor, CancellationToken cancellation) =>
        Send(
            () =>
                new(HttpMethod.Post, "/ofrep/v1/evaluate/flags/" + slot)
                {
                    Content = JsonContent.Create(new { context = new { targetingKey = visitor } }),
                },
            Bearer(keys.WriteKey),
            cancellation
        );

    /// <summary>Sends a Segment batch. The body is made anew for each attempt.</summary>
    public Task<JsonObject> Collect(Func<JsonObject> body, CancellationToken cancellation) =>
        Send(
            () => new(HttpMethod.Post, "/v1/batch") { Content = JsonContent.Create(body(), options: Unescaped) },
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(keys.WriteKey + ":"))),
            cancellation
        );

    /// <summary>Gives facts of an export back, as the site's admin. The body is made anew for each attempt.</summary>
    public Task<JsonObject> GiveBack(Func<JsonArray> body, CancellationToken cancellation) =>
        Send(
            () => new(HttpMethod.Post, "/v1/history") { Content = JsonContent.Create(body(), options: Unescaped) },
            Bearer(keys.AdminKey),
            cancellation
        );

    public void Dispose() => _http.Dispose();

    /// <exception cref="EngineException">The engine refused, never answered, or could not serve for a
    /// minute.</exception>
    private async Task<JsonObject> Send(
        Func<HttpRequestMessage> make,
        AuthenticationHeaderValue key,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var request = make();
            request.Headers.Authorization = key;
            var outcome = await Once(request, cancellation);
            if (outcome.Answer is { } answer)
                return answer;
            if (outcome.TryAgainIn is not { } pause || Stopwatch.GetElapsedTime(started) + pause > Patience)
                throw outcome.Error!;
            await Task.Delay(pause > ShortestPause ? pause : ShortestPause, cancellation);
        }
    }

    private async Task<EngineAnswer> Once(HttpRequestMessage request, CancellationToken cancellation)
    {
        var asked = $"{request.Method} {request.RequestUri!.OriginalString}";
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            _hasAnswered = true;
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return EngineAnswer.Of(answer, body, asked, address);
        }
        catch (Exception failure)
            when (failure is HttpRequestException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return _hasAnswered
                ? new(null, EngineAnswer.Pause, new($"The engine at {address} stopped answering ({asked})."))
                : new(
                    null,
                    null,
                    new(
                        $"Nothing answers at {address}. Start the engine with ops/run --no-demo, or set JOURNEY_URL.",
                        unreachable: true
                    )
                );
        }
    }

    private static AuthenticationHeaderValue Bearer(string key) => new("Bearer", key);
}
