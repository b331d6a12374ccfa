using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;

namespace JourneyEngine.Exam.Oracles;

/// <summary>Reports say what a fold of what was acknowledged says, that knows nothing of the engine.</summary>
internal static class Figures
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    public static async Task<IReadOnlyList<string>> Compare(
        Laboratory laboratory,
        Ledger ledger,
        HostUnderExam? asked = null
    )
    {
        var visitors = ledger.Kept.GroupBy(it => it.Visitor).Select(Visits).ToList();
        var expected = visitors.CountBy(it => it.Visits).ToDictionary(it => it.Key, it => it.Value);
        var returns = await laboratory.Get("/v1/reports/returns?wait=true", asked);
        var told = returns["rows"]!.AsArray().ToDictionary(it => (int)it!["visits"]!, it => (int)it!["visitors"]!);
        var conversions = await laboratory.Get("/v1/reports/conversion-by-visit?funnel=exam&wait=true", asked);
        var expectedAt = visitors.Where(it => it.Converted > 0).CountBy(it => it.Converted).ToDictionary();
        var toldAt = conversions["rows"]!
            .AsArray()
            .Where(it => (int)it!["converted"]! > 0)
            .ToDictionary(it => (int)it!["visit"]!, it => (int)it!["converted"]!);
        return
        [
            .. Differences("visitors by visits", expected, told),
            .. Differences("conversions by visit", expectedAt, toldAt),
        ];
    }

    private static (int Visits, int Converted) Visits(IEnumerable<Item> items)
    {
        var (visits, converted, last) = (0, 0, DateTimeOffset.MinValue);
        foreach (var item in items.OrderBy(it => it.At))
        {
            if (item.At - last > Gap)
                visits++;
            last = item.At;
            if (item.Name == Item.Order && converted == 0)
                converted = visits;
        }

        return (visits, converted);
    }

    private static IReadOnlyList<string> Differences(
        string what,
        Dictionary<int, int> expected,
        Dictionary<int, int> told
    ) =>
        Verdict.Few(
            $"{what} differ",
            expected
                .Keys.Union(told.Keys)
                .Order()
                .Where(it => expected.GetValueOrDefault(it) != told.GetValueOrDefault(it))
                .Select(it => $"{it}: {told.GetValueOrDefault(it)} instead of {expected.GetValueOrDefault(it)}")
                .ToList()
        );
}
