using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>Rates of conversion by visit number, of those at risk, each with its 95 % Wilson interval.</summary>
internal static class VisitRates
{
    private const string PooledWarning =
        "The pooled rate mixes visitors with different numbers of visits. It moves when the mix moves, even where no "
        + "rate at any visit does: compare rows, or the standardised rate at the same mix.";

    public static ConversionsByVisit.Row[] Rows(ReportSums sums) =>
        [
            .. Enumerable
                .Range(1, sums.Last(ConversionsByVisit.Reached))
                .Select(visit => (Visit: visit, Cell: new Cell(visit)))
                .Select(it =>
                    RowOf(
                        sums[ConversionsByVisit.Reached, it.Cell],
                        new VisitCell(
                            it.Visit,
                            sums[ConversionsByVisit.AtRisk, it.Cell],
                            sums[ConversionsByVisit.Converted, it.Cell]
                        )
                    )
                ),
        ];

    public static Standardised Standardised(IReadOnlyList<ConversionsByVisit.Row> rows, IReadOnlyList<MixShare>? asked)
    {
        VisitCell[] cells = [.. rows.Select(it => new VisitCell(it.Visit, it.AtRisk, it.Converted))];
        return asked is null
            ? VisitMix.At(VisitMix.Of(cells), "the visits at risk of this report", cells)
            : VisitMix.At(asked, "the mix that was asked for", cells);
    }

    public static ConversionsByVisit.Row RowOf(long reached, VisitCell it)
    {
        var interval = Wilson.Interval(it.Converted, it.AtRisk);
        return new ConversionsByVisit.Row(
            it.Visit,
            reached,
            it.AtRisk,
            it.Converted,
            it.Rate,
            interval?.Low,
            interval?.High
        );
    }

    public static ConversionsByVisit.Pooled Pooled(IReadOnlyList<ConversionsByVisit.Row> rows)
    {
        var (visitors, converted) = (rows.Count == 0 ? 0 : rows[0].Reached, rows.Sum(row => row.Converted));
        var interval = Wilson.Interval(converted, visitors);
        return new ConversionsByVisit.Pooled(
            visitors,
            converted,
            visitors == 0 ? null : (double)converted / visitors,
            interval?.Low,
            interval?.High,
            PooledWarning
        );
    }
}
