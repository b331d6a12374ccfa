using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Blindness;

/// <summary>Many visitors, the same ones every time: who came how often, did what, and asked what.</summary>
internal sealed class Crowd(int visitors)
{
    private const int BatchOf = 400;
    private static readonly string[] Pages = ["home", "home", "blog", "articles", "projects", "files"];

    public IEnumerable<string> Names => Enumerable.Range(0, visitors).Select(it => $"visitor-{it}");

    public static async Task Prepare(Site site)
    {
        await site.Put("/v1/notice", Marked.Notice);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put(
            "/v1/slots/drawn",
            new
            {
                funnel = "weblog",
                policy = "uniform",
                @default = new { name = "welcome", value = 0 },
                contents = Enumerable.Range(1, 4).Select(it => new { name = $"content-{it}", value = it }).ToArray(),
            }
        );
        await site.Put(
            "/v1/slots/ruled",
            new
            {
                funnel = "weblog",
                @default = new { name = "welcome", value = 0 },
                contents = new object[]
                {
                    new
                    {
                        name = "again",
                        value = 1,
                        fromVisit = 3,
                    },
                    new
                    {
                        name = "reader",
                        value = 2,
                        stages = new[] { "Reader", "Explorer" },
                    },
                    new
                    {
                        name = "thanks",
                        value = 3,
                        stages = new[] { "Downloader" },
                    },
                },
            }
        );
    }

    /// <summary>Everything that the visitors did before they ask for the first time, or what they did between the first
    /// time and the second.</summary>
    public async Task Act(Site site, bool again)
    {
        foreach (var batch in Enumerable.Range(0, visitors).SelectMany(it => Acts(it, again)).Chunk(BatchOf))
            await site.Accepted([.. batch]);
    }

    private static IEnumerable<JsonObject> Acts(int number, bool again)
    {
        var random = new Random((2 * number) + (again ? 1 : 0));
        for (var visit = again ? 9 : 0; visit < (again ? 10 : random.Next(1, 5)); visit++)
        {
            yield return new JsonObject
            {
                ["type"] = "page",
                ["messageId"] = $"m-{number}-{visit}",
                ["anonymousId"] = $"visitor-{number}",
                ["name"] = Pages[random.Next(Pages.Length)],
                ["timestamp"] = Calls.Noon.AddHours(3 * visit).AddSeconds(number % 1_000).ToString("O"),
                ["context"] = new JsonObject
                {
                    ["consent"] = new JsonObject
                    {
                        ["categoryPreferences"] = new JsonObject { ["personalize"] = true, ["updates"] = true },
                    },
                },
            };
        }
    }
}
