using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>The weblog and what is published about it.</summary>
internal static class Weblog
{
    /// <summary>Sends all lines and 300 of them twice, shuffled, in batches of random size, by four clients at
    /// once.</summary>
    public static async Task<Dictionary<string, int>> Send(
        Site site,
        List<JsonObject> lines,
        int seed,
        Func<Site, IEnumerable<JsonNode>, Task<HttpResponseMessage>>? post = null
    )
    {
        var random = new Random(seed);
        var items = lines.Concat(random.GetItems(lines.ToArray(), 2_000).Distinct().Take(300)).ToArray();
        random.Shuffle(items);
        var batches = new List<JsonObject[]>();
        for (var i = 0; i < items.Length; )
        {
            var size = random.Next(1, 120);
            batches.Add([.. items.Skip(i).Take(size)]);
            i += size;
        }

        var totals = new Dictionary<string, int>();
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (batch, _) =>
            {
                var receipts = await Site.Receipts(await (post ?? ((to, them) => to.Batch(them)))(site, batch));
                lock (totals)
                {
                    foreach (var (status, count) in receipts)
                        totals[status] = totals.GetValueOrDefault(status) + count;
                }
            }
        );
        return totals;
    }

    public static async Task FiguresAreExact(Site site)
    {
        var stages = await site.Get("/v1/reports/stages?funnel=weblog&wait=true");
        Rows(stages, "stage", "visitors").Should().Equal("Visitor 68", "Reader 455", "Explorer 402", "Downloader 58");

        var returns = await site.Get("/v1/reports/returns?wait=true");
        ((int)returns["visitors"]!, (int)returns["visits"]!, (int)returns["returnVisits"]!)
            .Should()
            .Be((983, 1_152, 169));
        Rows(returns, "visits", "visitors").Should().Equal("1 863", "2 100", "3 8", "4 4", "5 3", "6 1", "7 4");

        var conversion = await site.Get("/v1/reports/conversion-by-visit?funnel=weblog&wait=true");
        Rows(conversion, "visit", "reached", "atRisk", "converted")
            .Should()
            .Equal("1 983 983 47", "2 120 108 9", "3 20 15 1", "4 12 9 1", "5 8 6 0", "6 5 3 0", "7 4 3 0");
        ((long)conversion["pooled"]!["converted"]!).Should().Be(58);
        conversion["unit"]!.ToString().Should().Be("visitors");
        ((bool)conversion["asOf"]!["complete"]!).Should().BeTrue();
    }

    private static IEnumerable<string> Rows(JsonObject report, params string[] columns) =>
        report["rows"]!.AsArray().Select(row => string.Join(' ', columns.Select(column => row![column]!.ToString())));
}

/// <summary>Figures straight from the lines, sharing nothing with the engine.</summary>
internal static class Naive
{
    public static long Visits(List<JsonObject> lines, TimeSpan gap) =>
        lines
            .GroupBy(it => (string)it["anonymousId"]!)
            .Sum(visitor =>
            {
                var times = visitor
                    .Select(it =>
                        DateTimeOffset.Parse(
                            (string)it["timestamp"]!,
                            System.Globalization.CultureInfo.InvariantCulture
                        )
                    )
                    .Order()
                    .ToList();
                return 1L + times.Zip(times.Skip(1)).Count(pair => pair.Second - pair.First > gap);
            });
}
