using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests;

/// <summary>A site of its own for a test, and what its web app, reader and admin do.</summary>
public sealed record Site(string Name, Uri Address, string WriteKey, string ReadKey, string AdminKey)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public static object WeblogFunnel { get; } = new
    {
        stages = new object[]
        {
            new { name = "Visitor", when = new object[] { new { kind = "page" } } },
            new { name = "Reader", when = new object[] { new { kind = "page", name = new[] { "blog", "articles" } } } },
            new
            {
                name = "Explorer",
                when = new object[] { new { kind = "page", name = new[] { "projects", "presentations" } } },
            },
            new
            {
                name = "Downloader",
                goal = true,
                when = new object[] { new { kind = "page", name = "files" } },
            },
        },
    };

    /// <summary>The site with which a host in development begins.</summary>
    public static async Task<Site> Demo(HostProcess host, string dataFolder)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(dataFolder, "demo.keys.json")))!;
        return new Site(
            "demo",
            host.Address,
            (string)keys["writeKey"]!,
            (string)keys["readKey"]!,
            (string)keys["adminKey"]!
        );
    }

    /// <summary>As its server sends, which knows who is signed in and what they agreed to.</summary>
    public async Task<Site> AsServer() =>
        this with
        {
            WriteKey = (string)
                (
                    await Put(
                        "/v1/keys/server",
                        new
                        {
                            scope = "write",
                            vouches = true,
                            consents = true,
                        }
                    )
                )["key"]!,
        };

    public Task<HttpResponseMessage> Batch(IEnumerable<JsonNode> items) =>
        Post(
            "/v1/batch",
            new JsonObject
            {
                ["batch"] = new JsonArray([.. items.Select(it => it.DeepClone())]),
                ["sentAt"] = DateTimeOffset.UtcNow.ToString("O"),
            }
        );

    public Task<HttpResponseMessage> Post(string path, JsonNode body) =>
        Send(HttpMethod.Post, path, WriteKey, JsonContent.Create(body));

    public async Task<JsonObject> Put(string path, object body)
    {
        var answer = await Send(HttpMethod.Put, path, AdminKey, JsonContent.Create(body));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonObject> Get(string path)
    {
        var answer = await Send(HttpMethod.Get, path, ReadKey, null);
        answer.IsSuccessStatusCode.Should().BeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public Task<HttpResponseMessage> Ask(string path) => Send(HttpMethod.Get, path, ReadKey, null);

    public Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        string? key,
        HttpContent? body,
        string? ifNoneMatch = null
    )
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return Http.SendAsync(request);
    }

    public static async Task<Dictionary<string, int>> Receipts(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("receipts")
            .EnumerateArray()
            .GroupBy(it => it.GetProperty("status").GetString()!)
            .ToDictionary(it => it.Key, it => it.Count());
    }
}
