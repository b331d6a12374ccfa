using JourneyEngine.Decisions.Measures;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Reports;

/// <summary>The visitors behind a figure of a report: those of whom the report of one visitor alone would show that
/// figure. Their counts add up to it.</summary>
public static class FigureTrace
{
    public const int Most = 10_000;
    internal const int Usual = 100;

    private const string Definition =
        "The visitors whose streams make this figure, in order of their pseudonyms: of each of them alone the report "
        + "would show a count in this cell. count is the sum of these counts, which is the figure; "
        + "left says how many visitors more there are than the limit lets through.";

    /// <param name="Row">The leading cells of the row, by their column.</param>
    /// <param name="Count">The figure: a visitor may count more than once where attempts, visits or decisions are
    /// counted.</param>
    /// <param name="Visitors">How many visitors are behind it.</param>
    /// <param name="Streams">Their pseudonyms.</param>
    /// <param name="Left">How many of them are not shown.</param>
    public sealed record Report(
        string Figure,
        IReadOnlyDictionary<string, string?> Row,
        string Unit,
        string Definition,
        AsOf AsOf,
        long Count,
        long Visitors,
        IReadOnlyList<string> Streams,
        long Left
    );

    private sealed record Line(string Visitor);

    internal static async Task<IResult> Answer(
        SiteSnapshot moment,
        ReportQuery query,
        SumsOf of,
        Func<ReportSums, ReportTable> table,
        CancellationToken cancellation
    )
    {
        var (funnel, asOf) = (ChosenFunnel.Of(moment, query, of), query.At is { } past ? moment.At(past) : moment.AsOf);
        var rows = (await of.Live(moment.Connection, moment.Site, funnel, query.Days, cancellation)).Keys.ToHashSet();
        var form = table(new ReportSums(funnel, asOf, moment.Rules.Calendar, new Dictionary<(Measure, Cell), long>()));
        var (figure, row) = (Known(form, query.Figure!), Cells(form, query));
        var (count, visitors, streams) = (0L, 0L, new SortedSet<string>(StringComparer.Ordinal));
        await foreach (
            var (id, visitor) in query.At is { } at
                ? moment.VisitorsAt(at, cancellation)
                : moment.Visitors(cancellation)
        )
        {
            var alone = new Dictionary<(Measure, Cell), long>();
            of.Add(alone, visitor, moment.Rules, funnel, query.Days);
            if (
                alone.Count == 0
                || table(new ReportSums(funnel, asOf, moment.Rules.Calendar, alone) { RowsOfAll = rows })
                    .Count(figure, row)
                    is not (> 0 and var own)
            )
                continue;
            (count, visitors) = (count + own, visitors + 1);
            streams.Add(id);
            if (streams.Count > query.Limit)
                streams.Remove(streams.Max!);
        }

        return query.Csv
            ? Csv.File("streams", streams.Select(it => new Line(it)))
            : Results.Ok(
                new Report(
                    figure,
                    form.Leading.Zip(row).ToDictionary(it => it.First, it => it.Second),
                    "visitors",
                    Definition,
                    asOf,
                    count,
                    visitors,
                    [.. streams],
                    visitors - streams.Count
                )
            );
    }

    private static string Known(ReportTable form, string figure) =>
        form.Figures.Contains(figure)
            ? figure
            : throw new UnacceptableException(
                $"'{figure}' is not a figure of this table that counts. Those are: {string.Join(", ", form.Figures)}."
            );

    private static string?[] Cells(ReportTable form, ReportQuery query)
    {
        var cells = query.Own["row"].ToArray();
        return cells.Length == form.Leading.Count
            ? cells
            : throw new UnacceptableException(
                $"Say which row: row= is given {form.Leading.Count} times, for {string.Join(", ", form.Leading)}; "
                    + "empty where there is nothing."
            );
    }
}
