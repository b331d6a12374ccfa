using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Tests.Simulation;

/// <summary>A real server that takes Segment batches like the engine, and is unwell when told so.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private int _requests;

    private Door(Func<int, IResult?> trouble)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/batch", (HttpContext context, JsonObject body) => Take(context, body, trouble));
    }

    /// <summary>Each request as it came: when, with which key, and which messages.</summary>
    public ConcurrentQueue<(DateTimeOffset At, string Key, JsonArray Batch, bool Taken)> Requests { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    /// <param name="trouble">What to answer to the nth request, from 1, instead of receipts.</param>
    public static async Task<Door> Open(Func<int, IResult?> trouble)
    {
        var door = new Door(trouble);
        await door._app.StartAsync();
        return door;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Take(HttpContext context, JsonObject body, Func<int, IResult?> trouble)
    {
        var batch = body["batch"]!.AsArray();
        var answer = trouble(Interlocked.Increment(ref _requests));
        Requests.Enqueue(
            (DateTimeOffset.UtcNow, context.Request.Headers.Authorization.ToString(), batch, answer is null)
        );
        return answer
            ?? Results.Json(new { success = true, receipts = batch.Select(it => Receipt((string)it!["messageId"]!)) });
    }

    private object Receipt(string id) =>
        new { messageId = id, status = _seen.TryAdd(id, true) ? "accepted" : "duplicate" };
}
