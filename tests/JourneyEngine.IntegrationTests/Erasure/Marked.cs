using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Erasure;

/// <summary>A visitor with a word of their own in every field and place where anything of a visitor can be.</summary>
internal sealed class Marked(Site site, string word)
{
    private static readonly string[] Details = ["email", "phone", "birth_date", "residence"];

    public string Visitor => word + "-visitor";

    /// <summary>What is told to the vault; a day and a number cannot hold the word.</summary>
    public string Email => word + "@example.org";

    public static object Notice { get; } = new
    {
        purposes = new object[] { new { name = "updates", reason = new { en = "To write to you." } } },
        kinds = new object[]
        {
            new
            {
                kind = "page",
                purpose = "measure",
                reason = new { en = "Pages." },
                retentionDays = 700,
                properties = new[]
                {
                    new
                    {
                        name = "note",
                        type = "text",
                        reason = new { en = "A note." },
                    },
                },
            },
            new
            {
                kind = "track",
                names = new[] { "scrolled" },
                purpose = "measure",
                reason = new { en = "Acts." },
                retentionDays = 700,
            },
        },
        details = Details
            .Select(it => new
            {
                name = it,
                shape = it == "birth_date" ? "date" : it,
                purposes = new[] { "updates" },
                reason = new { en = "To write to you." },
            })
            .ToArray(),
    };

    public JsonObject[] Calls(int from, int count) => [.. Enumerable.Range(from, count).Select(Call)];

    public async Task BeEverywhere()
    {
        await site.Accepted([.. Calls(0, 12)]);
        await site.Batch([Undeclared(), Identify(), Broken()]);
        await Send("/v1/batch", $"{{\"batch\":[{{\"type\":\"page\",\"anonymousId\":\"{Visitor}\",\"name\":");
        await Send(
            "/v1/events",
            $"[{{\"specversion\":\"1.0\",\"id\":\"{word}-ce\",\"source\":\"/{word}\",\"type\":\"page\",\"subject\":\"{Visitor}\",\"data\":{{\"name\":\"{word}\"}}}}]"
        );
        await Send(
            "/ofrep/v1/evaluate/flags/hero",
            $"{{\"context\":{{\"targetingKey\":\"{Visitor}\",\"email\":\"{Email}\"}}}}"
        );
        await Privacy(
            "consent",
            new
            {
                visitor = Visitor,
                granted = new[] { "personalize", "updates" },
                language = "en",
            }
        );
        await Send(
            "/ofrep/v1/evaluate/flags/hero",
            $"{{\"context\":{{\"targetingKey\":\"{Visitor}\",\"email\":\"{Email}\"}}}}"
        );
        await Tell("email", Email);
        await Tell("residence", word + " Street 7");
        await Tell("phone", "not a number " + word);
        await site.Ask($"/v1/visitors/{Visitor}/events");
        await site.Ask($"/v1/visitors/{word}-nobody");
        await site.Send(HttpMethod.Get, $"/v1/privacy/export?visitor={Visitor}", site.AdminKey, null);
        await Privacy("links", new { visitor = Visitor });
    }

    private JsonObject Call(int number) =>
        new()
        {
            ["type"] = number % 3 == 2 ? "track" : "page",
            ["messageId"] = $"{word}-{number}",
            ["anonymousId"] = Visitor,
            ["userId"] = number == 5 ? word + "-user" : null,
            ["name"] = $"{word} page {number}",
            ["event"] = "scrolled",
            ["timestamp"] = IntegrationTests.Calls.Noon.AddHours(number).ToString("O"),
            ["properties"] = new JsonObject
            {
                ["note"] = string.Concat(Enumerable.Repeat(word + " ", 40)),
                ["undeclared"] = word,
                ["path"] = $"/{word}/path",
            },
            ["context"] = new JsonObject
            {
                ["ip"] = "203.0.113.7",
                ["userAgent"] = $"Browser/{word}",
                ["page"] = new JsonObject
                {
                    ["url"] = $"https://shop.example/{word}/path?q={word}#{word}",
                    ["referrer"] = $"https://{word}.example/from?{word}",
                },
                ["campaign"] = new JsonObject
                {
                    ["name"] = word,
                    ["source"] = word,
                    ["content"] = word,
                },
                ["traits"] = new JsonObject { ["email"] = Email },
            },
        };

    private JsonObject Undeclared() =>
        new()
        {
            ["type"] = "track",
            ["messageId"] = word + "-q",
            ["anonymousId"] = Visitor,
            ["event"] = word + " undeclared",
            ["properties"] = new JsonObject { ["note"] = word },
        };

    private JsonObject Identify() =>
        new()
        {
            ["type"] = "identify",
            ["messageId"] = word + "-i",
            ["anonymousId"] = Visitor,
            ["userId"] = word + "-user",
            ["traits"] = new JsonObject
            {
                ["email"] = Email,
                ["name"] = word + " Doe",
                ["plan"] = word,
            },
        };

    private JsonObject Broken() =>
        new()
        {
            ["type"] = "page",
            ["messageId"] = word + "-b",
            ["anonymousId"] = Visitor,
            ["name"] = "mail " + Email,
            ["timestamp"] = word,
        };

    private Task<HttpResponseMessage> Send(string path, string body) =>
        site.Send(
            HttpMethod.Post,
            path,
            site.WriteKey,
            new StringContent(
                body,
                System.Text.Encoding.UTF8,
                path == "/v1/events" ? "application/cloudevents-batch+json" : "application/json"
            )
        );

    private Task<HttpResponseMessage> Privacy(string what, object body) =>
        site.Send(HttpMethod.Post, "/v1/privacy/" + what, site.AdminKey, JsonContent.Create(body));

    private Task<HttpResponseMessage> Tell(string detail, string value) =>
        site.Send(
            HttpMethod.Put,
            "/v1/privacy/details/" + detail,
            site.AdminKey,
            JsonContent.Create(new { value, visitor = Visitor })
        );
}
