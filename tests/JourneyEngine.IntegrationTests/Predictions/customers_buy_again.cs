using System.Net.Http.Json;

namespace JourneyEngine.IntegrationTests.Predictions;

/// <summary>The CDNOW customers, sent purchase by purchase through the public door; figures of Fader, Hardie and Lee
/// (2005).</summary>
[Collection(DecidingTests.Name)]
public sealed class customers_buy_again(EngineFixture engine)
{
    private const string Calibrated = "1997-09-30";

    private static readonly (double Expected, double Actual)[] Published =
    [
        (0.2251, 0.2367),
        (0.5231, 0.6970),
        (1.0441, 1.3925),
        (1.5203, 1.5600),
        (2.1639, 2.5323),
        (2.6538, 2.9474),
        (3.5040, 3.8621),
        (6.1572, 6.3594),
    ];

    [SkippableFact]
    public async Task until_their_history_ends_and_nobody_is_said_to_have_stayed_away_after_it()
    {
        var site = await engine.NewSite();
        var purchases = Shared.Lines("data/cdnow.ndjson.gz");
        var end = purchases.Max(it => (DateTimeOffset)it["timestamp"]!).AddMinutes(30);
        foreach (var batch in purchases.Chunk(500))
            await site.Accepted(batch);

        var judged = (await site.Fits(new { until = Calibrated, unit = "week" }))["calibration"]!;
        var fitted = await site.Fits(new { unit = "week" });

        ((DateTimeOffset)judged["until"]!).Should().Be(end);
        judged["rows"]!
            .AsArray()
            .Sum(it => (long)it!["visitors"]! * (double)it["actual"]!)
            .Should()
            .BeApproximately(1882, 0.001, "all that was bought after the calibration is known by then");
        ((DateTimeOffset)fitted["until"]!).Should().Be(end);
        ((DateTimeOffset)fitted["calibration"]!["until"]!).Should().Be(end);
        fitted["calibration"]!["rows"]!.AsArray().Sum(it => (double)it!["actual"]!).Should().BeGreaterThan(0);
        ((bool)(await site.Get("/v1/reports/predictions"))["holds"]!).Should().BeTrue();
    }

    [SkippableFact]
    public async Task as_often_as_the_published_bg_nbd_model_of_cdnow_expects()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        foreach (var batch in Shared.Lines("data/cdnow.ndjson.gz").Chunk(500))
            await site.Accepted(batch);

        var fitted = await site.Fits(
            new
            {
                until = Calibrated,
                evaluateUntil = "1998-06-30",
                unit = "week",
            }
        );

        ((double)fitted["r"]!).Should().BeApproximately(0.2426, 0.0001);
        ((double)fitted["alpha"]!).Should().BeApproximately(4.4136, 0.0005);
        ((double)fitted["a"]!).Should().BeApproximately(0.7929, 0.0003);
        ((double)fitted["b"]!).Should().BeApproximately(2.4259, 0.001);
        ((double)fitted["logLikelihood"]!).Should().BeApproximately(-9582.43, 0.01);
        var rows = fitted["calibration"]!["rows"]!.AsArray();
        rows.Select(it => ((double)it!["expected"]!, (double)it["actual"]!))
            .Should()
            .Equal(
                Published,
                (a, b) => Math.Abs(a.Item1 - b.Expected) < 0.0002 && Math.Abs(a.Item2 - b.Actual) < 0.0001
            );
        rows.Sum(it => (long)it!["visitors"]! * (double)it["expected"]!).Should().BeApproximately(1653.4, 0.5);
        rows.Sum(it => (long)it!["visitors"]! * (double)it["actual"]!).Should().BeApproximately(1882, 0.001);

        var report = await site.Get("/v1/reports/predictions");
        ((bool)report["holds"]!, (int)report["model"]!["version"]!).Should().Be((true, 1));
        foreach (
            var (visitor, expected, alive) in new[]
            {
                ("c0001", 1.226, 0.7266),
                ("c0002", 0.2033, 0.2122),
                ("c0003", 0.1948, 1),
            }
        )
        {
            var returns = (
                await site.Get($"/v1/visitors/{visitor}/prediction?at={Calibrated}T23:59:59.999Z&horizon=273")
            )["returns"]!;
            returns["abstains"].Should().BeNull();
            var prediction = returns["prediction"]!;
            ((double)prediction["expectedVisits"]!).Should().BeApproximately(expected, 0.0005);
            ((double)prediction["alive"]!).Should().BeApproximately(alive, 0.0002);
            ((double)prediction["low"]!).Should().BeLessThan((double)prediction["probability"]!);
            ((double)prediction["high"]!).Should().BeGreaterThan((double)prediction["probability"]!);
        }

        // In three days hardly anybody comes, whatever the model is worth, so what is kept back judges it.
        var soon = await site.Fits(
            new
            {
                until = "1998-06-20",
                evaluateUntil = "1998-06-23",
                unit = "week",
            }
        );
        ((string)soon["calibration"]!["from"]!).Should().StartWith("1998-05-23");
        ((bool)(await site.Get("/v1/reports/predictions"))["holds"]!).Should().BeTrue();
    }

    [SkippableFact]
    public async Task without_a_usable_model_and_the_prediction_says_why_it_abstains()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", DateTimeOffset.UtcNow.AddDays(-1)));
        var measured = await site.Get("/v1/visitors/v/prediction");
        await site.Put("/v1/settings", new { mode = "personalize" });
        var unfitted = await site.Get("/v1/visitors/v/prediction");
        var fit = await site.Send(
            HttpMethod.Post,
            "/v1/predictions/returns",
            site.AdminKey,
            JsonContent.Create(new { })
        );

        ((string)measured["returns"]!["abstains"]!).Should().Contain("not to be personalised");
        ((string)unfitted["returns"]!["abstains"]!).Should().Contain("no model");
        measured["returns"]!["prediction"].Should().BeNull();
        ((int)fit.StatusCode).Should().Be(422);
        (await fit.Content.ReadAsStringAsync()).Should().Contain("1 visitors");
        ((int)(await site.Ask("/v1/visitors/nobody/prediction")).StatusCode).Should().Be(404);
        ((int)(await site.Ask("/v1/visitors/v/prediction?horizon=0")).StatusCode).Should().Be(422);
        (
            (int)
                (
                    await site.Send(
                        HttpMethod.Post,
                        "/v1/predictions/returns",
                        site.ReadKey,
                        JsonContent.Create(new { })
                    )
                ).StatusCode
        )
            .Should()
            .Be(403);
        foreach (
            var wrong in new object[]
            {
                new { unit = "month" },
                new { until = "yesterday" },
                new { until = "2999-01-01" },
                new { until = "2026-01-02", evaluateUntil = "2026-01-01" },
            }
        )
            (
                (int)
                    (
                        await site.Send(
                            HttpMethod.Post,
                            "/v1/predictions/returns",
                            site.AdminKey,
                            JsonContent.Create(wrong)
                        )
                    ).StatusCode
            )
                .Should()
                .Be(422);
    }
}
