using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Predictions;

/// <summary>Visitors who convert by how far they have come alone, over so many visits that each of them tells little by
/// itself.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_challenger_model_takes_over(EngineFixture engine)
{
    private static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);
    private static readonly string[] Pages = ["home", "blog", "projects"];
    private static readonly double[] Hazards = [0.01, 0.06, 0.3];

    [Fact]
    public async Task by_predicting_better_and_serves_predictions_from_then_on()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        var random = new Random(4);
        foreach (var batch in Enumerable.Range(0, 1_500).SelectMany(i => Visits($"v{i}", random)).ToArray().Chunk(500))
            await site.Accepted(batch);

        var fitted = await site.FitsConversions(new { until = Today, evaluateUntil = Today });

        ((string)fitted["kind"]!).Should().Be("logistic");
        foreach (var measure in new[] { "logLoss", "calibrationError" })
            ((double)fitted["calibration"]![measure]!).Should().BeLessThan((double)fitted["challenger"]![measure]!);
        await site.Accepted(Calls.Page("fresh", "projects", Today.AddDays(-9)));
        var told = (await site.Get("/v1/visitors/fresh/prediction"))["conversions"]!["prediction"]!;
        ((double)told["probability"]!)
            .Should()
            .BeApproximately(OfReturn(fitted["cells"]!.AsArray(), visit: 2, stage: 2, leastGap: 3), 1e-9);
        ((double)told["low"]!).Should().BeLessThan(Hazards[2]);
        ((double)told["high"]!).Should().BeGreaterThan(Hazards[2]);
    }

    /// <summary>The chances of the gaps that can still come, by how often each came.</summary>
    private static double OfReturn(JsonArray cells, int visit, int stage, int leastGap)
    {
        var gaps = cells
            .GroupBy(it => (int)it!["gap"]!)
            .Where(it => it.Key >= leastGap)
            .ToDictionary(it => it.Key, it => 1.0 + it.Sum(cell => (long)cell!["atRisk"]!));
        return cells
                .Where(it =>
                    (int)it!["visit"]! == visit && (int)it["stage"]! == stage && gaps.ContainsKey((int)it["gap"]!)
                )
                .Sum(it => (double)it!["chance"]! * gaps[(int)it["gap"]!]) / gaps.Values.Sum();
    }

    private static IEnumerable<JsonObject> Visits(string visitor, Random random)
    {
        var (kind, at) = (random.Next(3), Today.AddDays(random.Next(-120, 0)));
        for (var visit = 1; at < Today && (visit == 1 || random.NextDouble() < 0.75); visit++)
        {
            yield return Calls.Page(visitor, Pages[kind], at);
            if (random.NextDouble() < (visit == 1 ? 0.02 : Hazards[kind]))
            {
                yield return Calls.Page(visitor, "files", at.AddMinutes(2));
                yield break;
            }

            at = at.AddHours(2 + random.Next(400));
        }
    }
}
