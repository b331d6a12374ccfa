using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>All experiments in the order in which the log grows.</summary>
internal static class Everything
{
    /// <summary>What can be asked for alone.</summary>
    public static readonly string[] Names =
    [
        "project",
        "dashboard",
        "capture",
        "decide",
        "learn",
        "persons",
        "fit",
        "visible",
        "overload",
        "reports",
        "growth",
    ];

    /// <param name="names">Which of them to run.</param>
    /// <returns>Which PostgreSQL it was, with the settings that matter.</returns>
    public static async Task<string> Run(
        string programs,
        Plan plan,
        IReadOnlyCollection<string> names,
        Findings findings
    )
    {
        bool Asked(string name, string what)
        {
            if (names.Contains(name))
                Say(what);
            return names.Contains(name);
        }

        Say("installing the rivals from npm");
        await Node.Install();
        Say("starting the engine and its PostgreSQL");
        await using var laboratory = await Laboratory.Open(programs);
        var node = new Node(laboratory.Uri());
        await using (var bare = await BareKestrel.Start())
        {
            Say($"seeding {plan.Few:N0} events");
            await Seed.Fill(laboratory, 0, plan.Few);
            var small = Asked("growth", "a report of the small log") ? await Size.ReportP95(laboratory) : 0;
            Say($"seeding to {plan.Middle:N0} events");
            await Seed.Fill(laboratory, plan.Few, plan.Middle);
            if (Asked("project", "catch-up and rebuild"))
                await CatchUpAndRebuild.Run(laboratory, plan, findings);
            if (Asked("dashboard", "the dashboard's overview"))
                await OpenDashboard.Run(laboratory, findings);
            var before = Asked("growth", "cost of an event before the log grows")
                ? await Size.CostOfAnEvent(laboratory, plan)
                : null;
            if (Asked("capture", "capture in batches"))
                await CaptureInBatches.Run(laboratory, plan, findings);
            if (Asked("capture", "capture singly"))
                await CaptureSingly.Run(laboratory, bare, node, plan, findings);
            if (Asked("decide", "decisions"))
                await DecideOffers.Run(laboratory, bare, node, plan, findings);
            if (Asked("learn", "decisions of many learning slots"))
                await DecideLearned.Run(laboratory, bare, plan, findings);
            if (Asked("persons", "people on several devices"))
                await JoinPersons.Run(programs, plan, findings);
            if (Asked("fit", "fit"))
                FitModels.Run(plan, findings);
            if (Asked("visible", "visibility"))
                await Visible.Run(laboratory, plan, findings);
            if (Asked("overload", "overload"))
                await Overload.Run(laboratory, plan, findings);
            if (names.Contains("reports") || names.Contains("growth"))
            {
                Say($"seeding to {plan.Many:N0} events");
                await Seed.Fill(laboratory, plan.Middle, plan.Many);
            }

            if (Asked("reports", "reports of the large log"))
                await AskReports.Run(laboratory, findings);
            if (before is not null)
                await Grown(laboratory, plan, small, before, findings);
        }

        return await Server(laboratory);
    }

    private static async Task Grown(Laboratory laboratory, Plan plan, double small, Samples before, Findings findings)
    {
        Say("what became dearer");
        var after = await Size.CostOfAnEvent(laboratory, plan);
        var large = await Size.ReportP95(laboratory);
        var now = await laboratory.Number("select count(*) from journey.mt_events");
        findings.Ratios.Add(
            new(
                $"conversion-by-visit at {now:N0} events against {plan.Few:N0}, p95",
                $"{Samples.Text(large)} ms",
                $"{Samples.Text(small)} ms",
                large / small,
                2,
                1.1,
                LessIsBetter: true
            )
        );
        findings.Ratios.Add(
            new(
                $"cost an event at {now:N0} stored against {plan.Middle:N0}",
                $"{after} us",
                $"{before} us",
                after.Median / before.Median,
                1.3,
                1.1,
                LessIsBetter: true
            )
        );
    }

    private static async Task<string> Server(Laboratory laboratory)
    {
        await using var command = laboratory.Database.CreateCommand(
            """
            select 'PostgreSQL ' || current_setting('server_version') || ', ' || string_agg(name || ' ' || current_setting(name), ', ')
            from unnest(array['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'wal_compression']) name
            """
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static void Say(string what) => Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss}Z  {what}");
}
