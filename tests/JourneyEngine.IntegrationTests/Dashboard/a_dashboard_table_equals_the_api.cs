namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>Tables that are not rows of a report as they stand, against what the API says.</summary>
[Collection(DashboardTests.Name)]
public sealed class a_dashboard_table_equals_the_api(OneDashboard dashboard, Browser browser)
{
    [SkippableFact]
    public async Task for_content_by_stage_and_visit_number()
    {
        await using var profile = await browser.Profile();
        var (looker, rows) = (
            await Look(profile, "/content"),
            (await dashboard.Site.Get("/v1/reports/content"))["rows"]!.AsArray()
        );

        rows.Should().NotBeEmpty();
        (await looker.Rows("content table:not(.heat)"))
            .Select(it => it[..9])
            .Should()
            .BeEquivalentTo(
                rows.Select(it =>
                    new[]
                    {
                        (string?)it!["slot"],
                        (string?)it["content"],
                        (string?)it["stage"] ?? "Before the first stage",
                        Bucket((int)it["visit"]!),
                        Shown.Count(it["offered"]),
                        Shown.Count(it["shown"]),
                        Shown.Count(it["accepted"]),
                        Shown.Count(it["declined"]),
                        Shown.Percent((double?)it["rate"]),
                    }
                ),
                it => it.WithStrictOrdering()
            );
        var heat = await looker.Rows("content table.heat");
        heat.Should().HaveCount(rows.Select(it => ((string?)it!["slot"], (string?)it["content"])).Distinct().Count());
    }

    [SkippableFact]
    public async Task for_the_lift_of_personalisation_over_the_holdout()
    {
        await using var profile = await browser.Profile();
        var (looker, holdout) = (
            await Look(profile, "/decisions"),
            (await dashboard.Site.Get("/v1/reports/decisions"))["holdouts"]!.AsArray().Single()!
        );

        (await looker.Rows("holdout-0"))
            .Should()
            .BeEquivalentTo(
                holdout["byVisit"]!
                    .AsArray()
                    .Select(it =>
                        new[]
                        {
                            Bucket((int)it!["from"]!),
                            Shown.Count(it["offered"]),
                            Shown.Count(it["accepted"]),
                            Shown.Percent((double?)it["rate"]),
                            Shown.Count(it["heldOutOffered"]),
                            Shown.Count(it["heldOutAccepted"]),
                            Shown.Percent((double?)it["heldOutRate"]),
                        }
                    ),
                it => it.WithStrictOrdering()
            );
        (await looker.Text("#holdout-0 .summary"))
            .Should()
            .Contain(
                ((double)holdout["lift"]! * 100)
                    .ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)
                    .TrimStart('-')
            );
    }

    [SkippableFact]
    public async Task for_visitors_who_came_back_by_what_brought_them()
    {
        await using var profile = await browser.Profile();
        var (looker, groups) = (
            await Look(profile, "/returns?by=campaign"),
            (await dashboard.Site.Get("/v1/reports/returns?by=campaign"))["groups"]!.AsArray()
        );

        groups.Should().HaveCountGreaterThan(1);
        (await looker.Rows("groups"))
            .Select(it => it[..5])
            .Should()
            .BeEquivalentTo(
                groups.Select(it =>
                    new[]
                    {
                        (string?)it!["value"] ?? "None",
                        Shown.Count(it["visitors"]),
                        Shown.Count(it["returning"]),
                        Shown.Count(it["returnVisits"]),
                        Shown.Percent((double?)it["share"]),
                    }
                ),
                it => it.WithStrictOrdering()
            );
    }

    [SkippableFact]
    public async Task for_weekly_retention_by_cohort()
    {
        await using var profile = await browser.Profile();
        var (looker, rows) = (
            await Look(profile, "/returns"),
            (await dashboard.Site.Get("/v1/reports/returns"))["retention"]!.AsArray()
        );
        var weeks = rows.Select(it => (int)it!["week"]!).Distinct().Order().ToArray();

        (await looker.Rows("retention"))
            .Should()
            .BeEquivalentTo(
                rows.GroupBy(it => (string)it!["cohort"]!)
                    .OrderBy(it => it.Key, StringComparer.Ordinal)
                    .Select(cohort =>
                        (string[])
                            [
                                cohort.Key,
                                Shown.Count(cohort.First()!["visitors"]),
                                .. weeks.Select(week =>
                                    cohort.FirstOrDefault(it => (int)it!["week"]! == week) is { } it
                                        ? Shown.Percent((double)it["share"]!) + ((bool)it["complete"]! ? "" : "+")
                                        : "–"
                                ),
                            ]
                    ),
                it => it.WithStrictOrdering()
            );
    }

    [SkippableFact]
    public async Task for_new_returning_dormant_and_won_back_visitors()
    {
        await using var profile = await browser.Profile();
        var (looker, rows) = (
            await Look(profile, "/returns"),
            (await dashboard.Site.Get("/v1/reports/returns"))["lifecycle"]!["rows"]!.AsArray()
        );

        (await looker.Rows("lifecycle"))
            .Should()
            .BeEquivalentTo(
                rows.Select(it =>
                    new[]
                    {
                        (string)it!["state"]! switch
                        {
                            "new" => "New",
                            "returning" => "Returning",
                            "wonBack" => "Won back",
                            _ => "Dormant",
                        },
                        Shown.Count(it["visitors"]),
                    }
                ),
                it => it.WithStrictOrdering()
            );
    }

    [SkippableFact]
    public async Task for_the_calibration_of_conversion_predictions()
    {
        await using var profile = await browser.Profile();
        var (looker, report) = (
            await Look(profile, "/predictions?funnel=demo"),
            await dashboard.Site.Get("/v1/reports/predictions")
        );

        var bins = report["conversions"]!.AsArray().Single(it => (string?)it!["model"]!["funnel"] == "demo")!["model"]![
            "calibration"
        ]!["bins"]!.AsArray();
        bins.Should().NotBeEmpty();
        (await looker.Rows("converting-0"))
            .Should()
            .BeEquivalentTo(
                bins.Select(it =>
                    new[]
                    {
                        Shown.Percent((double?)it!["predicted"]),
                        Shown.Percent((double?)it["converted"]),
                        Shown.Count(it["visits"]),
                    }
                ),
                it => it.WithStrictOrdering()
            );
    }

    [SkippableFact]
    public async Task for_two_campaigns_side_by_side()
    {
        await using var profile = await browser.Profile();
        var values = (await dashboard.Site.Get("/v1/reports/campaigns?funnel=demo"))["rows"]!
            .AsArray()
            .Select(it => (string?)it!["value"])
            .OfType<string>()
            .Take(2)
            .ToArray();
        var looker = await Look(profile, "/campaigns?funnel=demo");
        foreach (var (value, side) in values.Select((it, side) => (it, side)))
            await looker.Page.Locator("select[name=compare]").Nth(side).SelectOptionAsync(value);
        await looker.Page.ClickAsync("form.ask button");
        await looker.Page.WaitForSelectorAsync("#compared");

        var compared = (
            await dashboard.Site.Get($"/v1/reports/campaigns?funnel=demo&compare={values[0]}&compare={values[1]}")
        )["comparison"]!;
        (await looker.Rows("compared"))
            .Select(it => it[..5])
            .Should()
            .BeEquivalentTo(
                compared["byVisit"]!
                    .AsArray()
                    .Select(it =>
                        new[]
                        {
                            Shown.Count(it!["number"]),
                            Shown.Count(it["atRiskA"]),
                            Shown.Percent((double?)it["rateA"]),
                            Shown.Count(it["atRiskB"]),
                            Shown.Percent((double?)it["rateB"]),
                        }
                    ),
                it => it.WithStrictOrdering()
            );
        (await looker.Text("#compared .summary"))
            .Should()
            .Contain(values[0])
            .And.Contain(
                ((double)compared["difference"]! * 100)
                    .ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)
                    .TrimStart('-')
            );
        await looker.Picture("campaigns-compared-en-light");
    }

    private async Task<Looker> Look(Microsoft.Playwright.IBrowserContext profile, string path)
    {
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open(path);
        return looker;
    }

    private static string Bucket(int from) =>
        from switch
        {
            < 4 => $"{from}",
            4 => "4–6",
            _ => "7+",
        };
}
