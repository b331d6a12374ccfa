using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;

namespace JourneyEngine.IntegrationTests.Predictions;

/// <summary>Visitors who convert with a chance of 4 % at a first visit and 20 % at later ones.</summary>
[Collection(DecidingTests.Name)]
public sealed class visitors_convert_later(EngineFixture engine)
{
    private const int Visitors = 1_500;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task with_a_probability_that_depends_on_the_number_of_the_visit()
    {
        var site = await Sent();
        var asked = new
        {
            funnel = "weblog",
            until = "2026-05-31",
            evaluateUntil = "2026-07-31",
        };

        var fitted = await site.FitsConversions(asked);
        var told = await JourneyProgram.Run(
            engine,
            "predict",
            "fit",
            "--what",
            "conversions",
            "--funnel",
            "weblog",
            "--until",
            "2026-05-31",
            "--evaluate-until",
            "2026-07-31",
            "--keys",
            await site.Keys()
        );
        told.ExitCode.Should().Be(0, told.Error);
        told.Output.Should().Contain("of converting in 'weblog'").And.Contain("Log loss");

        var calibration = fitted["calibration"]!;
        ((double)calibration["logLoss"]!).Should().BeLessThan((double)calibration["baseLogLoss"]!);
        var report = await site.Get("/v1/reports/predictions");
        var reported = report["conversions"]!.AsArray().Should().ContainSingle().Subject!;
        ((bool)reported["holds"]!).Should().BeTrue();
        ((double)reported["shareAbstained"]!).Should().BeInRange(0, 0.5, "of most visits something is said");
        var then = (await site.Get("/v1/reports/predictions?at=2026-06-02T12:00:00Z"))["conversions"]!
            .AsArray()
            .Single()!["model"]!;
        (then["calibration"], (string)then["kind"]!)
            .Should()
            .Be((null, "shrunk"), "what judged it, and might have chosen another, came later");
        reported["model"]!["cells"]!.AsArray().Sum(it => (long)it!["converted"]!).Should().BeGreaterThan(50);

        await site.Accepted(Calls.Page("fresh", "blog", Start.AddDays(91).AddHours(1)));
        var prediction = (await site.Get("/v1/visitors/fresh/prediction?at=2026-06-02T12:00:00Z"))["conversions"]!;
        prediction["abstains"].Should().BeNull();
        ((double)prediction["prediction"]!["low"]!).Should().BeLessThan(0.2);
        ((double)prediction["prediction"]!["high"]!).Should().BeGreaterThan(0.2);
        ((int)prediction["basis"]!["nextVisit"]!, (string)prediction["basis"]!["stage"]!).Should().Be((2, "Reader"));
        var further = (await site.Get("/v1/visitors/fresh/prediction?at=2026-06-02T12:00:00Z&visits=3"))[
            "conversions"
        ]!["prediction"]!;
        ((double)further["probability"]!).Should().BeGreaterThan((double)prediction["prediction"]!["probability"]!);
        await site.Put("/v1/settings", new { widestConversionInterval = 0.001 });
        (await site.Get("/v1/visitors/fresh/prediction?at=2026-06-02T12:00:00Z"))["conversions"]!["abstains"]!
            .ToString()
            .Should()
            .Contain("Too little is known", "the site wants to hear of what is surer alone");
        await site.FitsConversions(asked);
        var silent = (await site.Get("/v1/reports/predictions"))["conversions"]!.AsArray().Single()!;
        ((double)silent["shareAbstained"]!, silent["holds"])
            .Should()
            .Be((1, null), "of no visit is anything said, so nothing can be judged");
        ((double)silent["model"]!["calibration"]!["abstained"]!).Should().BePositive();
        (await site.Get("/v1/visitors/fresh/prediction?at=2026-08-02T12:00:00Z"))["conversions"]!["abstains"]!
            .ToString()
            .Should()
            .Contain("30 days");
        (
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/consent",
                site.AdminKey,
                JsonContent.Create(new { visitor = "fresh", refused = new[] { "personalize" } })
            )
        )
            .IsSuccessStatusCode.Should()
            .BeTrue();
        (await site.Get("/v1/visitors/fresh/prediction?at=2026-06-02T12:00:00Z"))["conversions"]!["abstains"]!
            .ToString()
            .Should()
            .Contain("not to be personalised", "whoever refuses now is not predicted as of a moment before");
        ((int)(await site.Ask("/v1/visitors/fresh/prediction?visits=11")).StatusCode).Should().Be(422);
        ((int)(await site.Ask("/v1/visitors/fresh/prediction?funnel=none")).StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task in_too_small_numbers_and_no_model_is_fitted()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("v", "blog", Start));

        var refused = await site.Send(
            HttpMethod.Post,
            "/v1/predictions/conversions",
            site.AdminKey,
            JsonContent.Create(new { })
        );

        ((int)refused.StatusCode).Should().Be(422);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("1 visits at risk");
        (
            (int)
                (
                    await site.Send(
                        HttpMethod.Post,
                        "/v1/predictions/conversions",
                        site.ReadKey,
                        JsonContent.Create(new { })
                    )
                ).StatusCode
        )
            .Should()
            .Be(403);
    }

    [Fact]
    public async Task while_all_models_are_fitted_in_the_background()
    {
        var site = await Sent();

        (await site.Send(HttpMethod.Post, "/v1/predictions", site.AdminKey, null))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.Accepted);

        await Eventually.Sees(
            () => site.Get("/v1/reports/predictions"),
            report => report["conversions"]!.AsArray().Count == 1
        );
        (await site.Send(HttpMethod.Post, "/v1/predictions", site.ReadKey, null))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task as_predicted_when_an_analyst_calibrates_the_model_in_use()
    {
        var site = await Sent();
        var fitted = await site.FitsConversions(
            new
            {
                funnel = "weblog",
                until = "2026-05-31",
                evaluateUntil = "2026-07-31",
            }
        );
        string[] calibrate = ["predict", "calibrate", "--what", "conversions", "--site", site.Name];

        var (code, output, error) = await JourneyProgram.Run(
            engine,
            [.. calibrate, "--until", "2026-07-31T23:59:59.999Z", "--json"]
        );

        code.Should().Be(0, error);
        var judged = JsonNode.Parse(output)!.AsObject();
        ((bool)judged["holds"]!).Should().BeTrue();
        judged.Remove("holds");
        judged
            .ToJsonString()
            .Should()
            .Be(fitted["calibration"]!.ToJsonString(), "it knew up to the same moment, and the same visits came later");
        (await JourneyProgram.Run(engine, [.. calibrate, "--until", "2026-07-31", "--json"]))
            .Output.Should()
            .Be(output, "a day is all of it, as it is for the model that is fitted");
        (await JourneyProgram.Run(engine, calibrate)).Output.Should().Contain("95 % interval").And.Contain("holds");
        (await JourneyProgram.Run(engine, [.. calibrate, "--until", "2026-05-01"]))
            .Should()
            .Match<(int ExitCode, string, string Error)>(it => it.ExitCode == 3 && it.Error.Contains("nothing later"));
        (await JourneyProgram.Run(engine, "predict", "calibrate", "--site", site.Name))
            .Should()
            .Match<(int ExitCode, string, string Error)>(it =>
                it.ExitCode == 3 && it.Error.Contains("No model is fitted yet")
            );
    }

    /// <summary>Where it is another day than in UTC for more than half of the time.</summary>
    [Fact]
    public async Task by_a_model_of_all_that_was_up_to_yesterday_by_the_site_s_clocks()
    {
        var site = await Sent();
        await site.Put("/v1/settings", new { timeZone = "Pacific/Kiritimati" });
        DateTimeOffset Today() => new(DateTimeOffset.UtcNow.AddHours(14).Date, TimeSpan.FromHours(14));
        var before = Today();

        var fitted = await JourneyProgram.Run(
            engine,
            ["predict", "fit", "--what", "conversions", "--until", "yesterday", "--json", "--keys", await site.Keys()]
        );

        fitted.ExitCode.Should().Be(0, fitted.Error);
        var until = (DateTimeOffset)JsonNode.Parse(fitted.Output)!["until"]!;
        until.AddMilliseconds(1).Should().BeOnOrAfter(before).And.BeOnOrBefore(Today());
    }

    private async Task<Site> Sent()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        var random = new Random(1);
        var calls = Enumerable.Range(0, Visitors).SelectMany(i => Visits($"v{i}", random)).ToArray();
        foreach (var batch in calls.Chunk(500))
            await site.Accepted(batch);
        return site;
    }

    private static IEnumerable<JsonObject> Visits(string visitor, Random random)
    {
        var at = Start.AddDays(random.Next(120));
        for (var visit = 1; visit == 1 || random.NextDouble() < 0.6; visit++)
        {
            yield return Calls.Page(visitor, "blog", at);
            if (random.NextDouble() < (visit == 1 ? 0.04 : 0.2))
            {
                yield return Calls.Page(visitor, "files", at.AddMinutes(2));
                yield break;
            }

            at = at.AddHours(2 + random.Next(200));
        }
    }
}
