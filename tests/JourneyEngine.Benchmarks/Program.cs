using System.CommandLine;
using System.Diagnostics;
using BenchmarkDotNet.Running;
using JourneyEngine.Benchmarks.Experiments;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Pure;
using JourneyEngine.Benchmarks.Rivals;

if (args is [BareKestrel.Verb, var address])
{
    await BareKestrel.Serve(address);
    return 0;
}

var quick = new Option<bool>("--quick")
{
    Description = "Fewer rounds on smaller logs, all but persons: under 5 minutes. Good for a look, not for a claim.",
};
var pure = new Option<bool>("--pure") { Description = "Only the pure parts (BenchmarkDotNet): fold, decide, encode." };
var write = new Option<string?>("--write") { Description = "Folder for the dated page with the result." };
var programs = new Option<string>("--programs") { Description = "The folder src of the checkout.", Required = true };
var only = new Option<string[]>("--only")
{
    Description = $"Some experiments only: {string.Join(", ", Everything.Names)}.",
    AllowMultipleArgumentsPerToken = true,
};
only.AcceptOnlyFromAmong(Everything.Names);
var bench = new RootCommand("Measures the engine against rivals and limits in one run, in turn, on one PostgreSQL.")
{
    quick,
    pure,
    only,
    write,
    programs,
};
bench.SetAction(async parsed =>
{
    if (parsed.GetValue(pure))
    {
        BenchmarkRunner.Run<Folding>();
        return 0;
    }

    var plan = parsed.GetValue(quick) ? Plan.Quick : Plan.Full;
    var (clock, findings) = (Stopwatch.StartNew(), new Findings());
    var server = await Everything.Run(
        parsed.GetValue(programs)!,
        plan,
        parsed.GetValue(only) is { Length: > 0 } some ? some
            : plan == Plan.Quick ? [.. Everything.Names.Except(["persons"])]
            : Everything.Names,
        findings
    );
    Report.Show(findings);
    if (parsed.GetValue(write) is { } folder)
    {
        var page = Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}{(plan == Plan.Quick ? "-quick" : "")}.md");
        await File.WriteAllTextAsync(page, Report.Page(findings, plan, server, DateTimeOffset.UtcNow, clock.Elapsed));
        Console.Error.WriteLine($"Written: {page}");
    }

    return findings.Ratios.TrueForAll(it => it.Reached != "NO") ? 0 : 1;
});
return await bench.Parse(args).InvokeAsync();
