using System.Diagnostics;
using JourneyEngine.Exam.Parts;
using Spectre.Console;

namespace JourneyEngine.Exam;

/// <summary>Takes parts one after the other, says how far each is, and shows at the end what held.</summary>
internal static class Table
{
    private const int WidePage = 200;

    /// <returns>Whether all held; what could not be tried here does not count.</returns>
    public static async Task<bool> Of(IReadOnlyList<Part> parts, Extent extent)
    {
        var (findings, took) = (new List<Finding>(), new List<TimeSpan>());
        foreach (var part in parts)
        {
            Console.Error.WriteLine($"== {part.Name}: {part.What}");
            var clock = Stopwatch.StartNew();
            findings.Add(await Take(part, extent));
            took.Add(clock.Elapsed);
            foreach (var wrong in findings[^1].Wrong)
                Console.Error.WriteLine($"   WRONG: {wrong}");
        }

        Show(findings, took, extent);
        return findings.TrueForAll(it => it.Wrong.Count == 0);
    }

    private static async Task<Finding> Take(Part part, Extent extent)
    {
        try
        {
            return await part.Take(extent, new Advance(part.Name));
        }
        catch (Exception failure)
        {
            return Part.Found(part.Name, "not finished", [failure.Message]);
        }
    }

    private static void Show(List<Finding> findings, List<TimeSpan> took, Extent extent)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidePage;
        var table = new Spectre.Console.Table().RoundedBorder().AddColumns("part", "what", "done", "holds", "took");
        foreach (var (it, time) in findings.Zip(took))
        {
            var holds =
                it.NotReached is { } why ? $"[yellow]not tried: {Markup.Escape(why)}[/]"
                : it.Holds ? "[green]yes[/]"
                : $"[red]NO: {Markup.Escape(it.Wrong[0])}[/]";
            table.AddRow(it.Part, Markup.Escape(it.What), Markup.Escape(it.Done), holds, $"{time:mm\\:ss}");
        }

        AnsiConsole.Write(table);
        var held = findings.Count(it => it.Holds);
        var total = took.Aggregate(TimeSpan.Zero, (sum, it) => sum + it);
        Console.WriteLine(
            $"{held} of {findings.Count} parts hold, share {extent.Share}, seed {extent.Seed}, {total:hh\\:mm\\:ss}"
        );
    }

    /// <summary>A line every few seconds.</summary>
    private sealed class Advance(string name) : IProgress<(int Done, int Of)>
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();
        private TimeSpan _said;

        public void Report((int Done, int Of) value)
        {
            if (_since.Elapsed - _said < TimeSpan.FromSeconds(10))
                return;
            _said = _since.Elapsed;
            Console.Error.WriteLine($"   {name}: {value.Done} of {value.Of}, {_since.Elapsed:mm\\:ss}");
        }
    }
}
