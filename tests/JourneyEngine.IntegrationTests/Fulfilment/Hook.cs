using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Net;

namespace JourneyEngine.IntegrationTests.Fulfilment;

/// <summary>A site's own address that messages are posted to.</summary>
internal sealed class Hook : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Call> _calls = new();

    internal sealed record Call(string Key, string Signature, string Body)
    {
        public required NameValueCollection Headers { get; init; }
    }

    /// <param name="answer">Decides on the answer; it may take its time.</param>
    public Hook(Func<HttpListenerContext, Task> answer)
    {
        Address = new Uri($"http://127.0.0.1:{HostProcess.FreePort()}/hook/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = Serve(answer);
    }

    public Uri Address { get; }

    public IReadOnlyList<Call> Calls => [.. _calls];

    public void Dispose() => _listener.Close();

    public static Task Takes(HttpListenerContext call) => Answers(204)(call);

    public static Func<HttpListenerContext, Task> Answers(int status, string? location = null) =>
        call =>
        {
            (call.Response.StatusCode, call.Response.RedirectLocation) = (status, location);
            return Task.CompletedTask;
        };

    private async Task Serve(Func<HttpListenerContext, Task> answer)
    {
        while (true)
        {
            var call = await _listener.GetContextAsync();
            _ = Task.Run(async () =>
            {
                using var text = new StreamReader(call.Request.InputStream);
                var body = await text.ReadToEndAsync();
                _calls.Enqueue(
                    new Call(
                        call.Request.Headers["Idempotency-Key"] ?? "",
                        call.Request.Headers["Journey-Signature"] ?? "",
                        body
                    )
                    {
                        Headers = call.Request.Headers,
                    }
                );
                await answer(call);
                call.Response.Close();
            });
        }
    }
}
