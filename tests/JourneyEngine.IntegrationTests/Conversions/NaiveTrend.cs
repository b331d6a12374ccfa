using System.Globalization;
using System.Text.Json.Nodes;
using static JourneyEngine.IntegrationTests.Conversions.NaiveFold;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>Figures over time, counted without any of the engine's code.</summary>
internal static class NaiveTrend
{
    /// <param name="Visitor">Which of all.</param>
    /// <param name="Converted">Number of the visit in which this visitor converted; 0 if in none.</param>
    private sealed record Visit(int Visitor, int Number, DateTime At, int Converted)
    {
        public bool IsAtRisk => Converted == 0 || Number <= Converted;
    }

    private static readonly Dictionary<
        string,
        (Func<DateTime, DateTime> Start, Func<DateTime, int, DateTime> Add)
    > Intervals = new()
    {
        ["hour"] = (at => at.Date.AddHours(at.Hour), (at, by) => at.AddHours(by)),
        ["day"] = (at => at.Date, (at, by) => at.AddDays(by)),
        ["week"] = (at => at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7)), (at, by) => at.AddDays(7 * by)),
        ["month"] = (at => new DateTime(at.Year, at.Month, 1), (at, by) => at.AddMonths(by)),
    };

    public static async Task Compare(Site site, Hit[][] visitors, History history)
    {
        var visits = visitors.SelectMany((hits, i) => Of(hits, i, history)).ToArray();
        var last = visits.Max(it => it.At).Date;
        foreach (var (interval, (start, add)) in Intervals)
        {
            var earliest = interval == "hour" ? last.AddDays(-20) : last.AddDays(-900);
            var first = visits.Select(it => it.At).Append(last).Where(it => it >= earliest).Min().Date;
            foreach (var metric in (string[])["visitors", "visits", "returns", "conversions", "rate"])
            {
                foreach (var visit in (int?[])[null, 1, 2])
                {
                    if (metric == "rate" && visit is null)
                        continue;
                    var report = await site.Get(
                        $"/v1/reports/trend?metric={metric}&interval={interval}&visit={visit}&compare=previous"
                            + $"&from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}&wait=true"
                    );
                    var counted = visits.Where(it => visit is null || it.Number == visit).ToLookup(it => start(it.At));
                    var rows = report["rows"]!.AsArray();
                    string Counted(DateTime from) => Text(Figure(metric, counted[from]));
                    rows.Select(it => $"{From(it!):s} {Text((double?)it!["value"])} {Text((double?)it["previous"])}")
                        .Should()
                        .Equal(
                            Enumerable
                                .Range(0, rows.Count)
                                .Select(i => add(start(first), i))
                                .Select(from => $"{from:s} {Counted(from)} {Counted(add(from, -rows.Count))}"),
                            "{0} of {1} by {2}",
                            metric,
                            visit,
                            interval
                        );
                    From(rows[^1]!).Should().Be(start(interval == "hour" ? last.AddHours(23) : last));
                }
            }
        }
    }

    private static double? Figure(string metric, IEnumerable<Visit> of) =>
        metric switch
        {
            "visitors" => of.Select(it => it.Visitor).Distinct().Count(),
            "visits" => of.Count(),
            "returns" => of.Count(it => it.Number > 1),
            "conversions" => of.Count(it => it.Number == it.Converted),
            _ => of.Where(it => it.IsAtRisk).Select(it => it.Number == it.Converted ? 1.0 : 0) is var tried
            && tried.Any()
                ? tried.Average()
                : null,
        };

    private static IEnumerable<Visit> Of(Hit[] hits, int visitor, History history)
    {
        var visits = Visits(hits);
        var converted = visits.FindIndex(history.Converts) + 1;
        return visits.Select((visit, i) => new Visit(visitor, i + 1, visit[0].At.UtcDateTime, converted));
    }

    private static DateTime From(JsonNode row) =>
        DateTimeOffset.Parse((string)row["from"]!, CultureInfo.InvariantCulture).UtcDateTime;

    private static string Text(double? figure) => figure?.ToString("0.######", CultureInfo.InvariantCulture) ?? "none";
}
