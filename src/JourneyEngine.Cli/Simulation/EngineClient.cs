using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Speaks to the engine's public door with a site's keys, and tries again where that can help.</summary>
internal sealed class EngineClient(Uri address, EngineClient.Keys keys) : IDisposable
{
    private const int Tries = 30;

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public sealed record Keys(string WriteKey, string ReadKey, string AdminKey);

    public Uri Address => address;

    public Task<JsonObject> Put(string path, object body, CancellationToken cancellation) =>
        Send(() => new(HttpMethod.Put, path) { Content = JsonContent.Create(body) }, keys.AdminKey, cancellation);

    public Task<JsonObject> Post(string path, object body, CancellationToken cancellation) =>
        Send(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, keys.WriteKey, cancellation);

    public Task<JsonObject> Get(string path, CancellationToken cancellation) =>
        Send(() => new(HttpMethod.Get, path), keys.ReadKey, cancellation);

    public void Dispose() => _http.Dispose();

    /// <exception cref="EngineException">The engine refused, or did not answer for half a minute.</exception>
    private async Task<JsonObject> Send(Func<HttpRequestMessage> make, string key, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            try
            {
                using var answer = await _http.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                    return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
                if (tries == Tries || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    throw new EngineException($"The engine answered {(int)answer.StatusCode} to {request.Method} {request.RequestUri!.OriginalString}: {await answer.Content.ReadAsStringAsync(cancellation)}");
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellation);
            }
            catch (HttpRequestException failure) when (tries < Tries)
            {
                if (tries == 1 && failure.InnerException is System.Net.Sockets.SocketException && request.Method == HttpMethod.Put)
                    throw new EngineException($"Nothing answers at {address}. Start the engine with ops/run --no-demo, or set JOURNEY_URL.");
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }
}

/// <summary>The engine does not do what is asked of it; the message is for the user.</summary>
internal sealed class EngineException(string message) : Exception(message);
