using System.Diagnostics;
using System.Text.Json;
using JourneyEngine.Benchmarks.Lab;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Benchmarks.Rivals;

/// <summary>The least that a web server in this language can do: read the same JSON body and answer, without key, check
/// or storage. A process of its own.</summary>
internal sealed class BareKestrel : IAsyncDisposable
{
    public const string Verb = "bare-kestrel";

    private readonly Process _process;

    private BareKestrel(Uri address, Process process) => (Address, _process) = (address, process);

    public Uri Address { get; }

    public static async Task<BareKestrel> Start()
    {
        var address = new Uri($"http://127.0.0.1:{Laboratory.FreePort()}");
        var process = Child.Start("dotnet", [typeof(BareKestrel).Assembly.Location, Verb, address.ToString()]);
        using var http = new HttpClient { BaseAddress = address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.PostAsync("/", new StringContent("{}"));
                return new BareKestrel(address, process);
            }
            catch (HttpRequestException) when (tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    public static async Task Serve(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost(
            "/{**any}",
            async (HttpContext http) =>
            {
                using var body = await JsonDocument.ParseAsync(
                    http.Request.Body,
                    cancellationToken: http.RequestAborted
                );
                return TypedResults.Text("{\"success\":true}"u8, "application/json");
            }
        );
        await app.RunAsync();
    }

    public ValueTask DisposeAsync() => new(Child.Stop(_process));
}
