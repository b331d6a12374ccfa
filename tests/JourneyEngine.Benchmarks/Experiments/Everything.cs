using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>All experiments in the order in which the log grows.</summary>
internal static class Everything
{
    /// <returns>Which PostgreSQL it was, with the settings that matter.</returns>
    public static async Task<string> Run(string programs, Plan plan, Findings findings)
    {
        Say("installing the rivals from npm");
        await Node.Install();
        Say("starting the engine and its PostgreSQL");
        await using var laboratory = await Laboratory.Open(programs);
        var node = new Node(laboratory.Uri());
        await using (var bare = await BareKestrel.Start())
        {
            Say($"seeding {plan.Few:N0} events");
            await Seed.Fill(laboratory, 0, plan.Few);
            var small = await Size.ReportP95(laboratory);
            Say($"seeding to {plan.Middle:N0} events");
            await Seed.Fill(laboratory, plan.Few, plan.Middle);
            Say("catch-up and rebuild");
            await CatchUpAndRebuild.Run(laboratory, plan, findings);
            Say("cost of an event before the log grows");
            var before = (Cost: await Size.CostOfAnEvent(laboratory, plan), Events: plan.Middle);
            Say("capture in batches");
            await CaptureInBatches.Run(laboratory, plan, findings);
            Say("capture singly");
            await CaptureSingly.Run(laboratory, bare, node, plan, findings);
            Say("decisions");
            await DecideOffers.Run(laboratory, bare, node, plan, findings);
            Say("decisions of many learning slots");
            await DecideLearned.Run(laboratory, bare, plan, findings);
            Say("fit");
            FitModels.Run(plan, findings);
            Say("visibility");
            await Visible.Run(laboratory, plan, findings);
            Say("overload");
            await Overload.Run(laboratory, plan, findings);
            await Grown(laboratory, plan, small, before, findings);
        }

        return await Server(laboratory);
    }

    private static async Task Grown(Laboratory laboratory, Plan plan, double small, (Samples Cost, int Events) before, Findings findings)
    {
        Say($"seeding to {plan.Many:N0} events");
        await Seed.Fill(laboratory, plan.Middle, plan.Many);
        Say("reports of the large log");
        await AskReports.Run(laboratory, findings);
        Say("what became dearer");
        var after = await Size.CostOfAnEvent(laboratory, plan);
        var large = await Size.ReportP95(laboratory);
        var now = await laboratory.Number("select count(*) from journey.mt_events");
        findings.Ratios.Add(new($"conversion-by-visit at {now:N0} events against {plan.Few:N0}, p95", $"{Samples.Text(large)} ms", $"{Samples.Text(small)} ms", large / small, 2, 1.1, LessIsBetter: true));
        findings.Ratios.Add(new($"cost an event at {now:N0} stored against {before.Events:N0}", $"{after} us", $"{before.Cost} us", after.Median / before.Cost.Median, 1.3, 1.1, LessIsBetter: true));
    }

    private static async Task<string> Server(Laboratory laboratory)
    {
        await using var command = laboratory.Database.CreateCommand("""
            select 'PostgreSQL ' || current_setting('server_version') || ', ' || string_agg(name || ' ' || current_setting(name), ', ')
            from unnest(array['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'wal_compression']) name
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static void Say(string what) => Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss}Z  {what}");
}
