using JourneyEngine.Personalization.Holdouts;
using JourneyEngine.Reports;

namespace JourneyEngine.Personalization;

/// <summary>The tables of the report about decisions, as CSV holds them.</summary>
internal static class DecisionTables
{
    /// <summary>A row of the comparison with the holdout; see <see cref="HoldoutRow.Visit"/>.</summary>
    private sealed record HoldoutVisit(
        string Slot,
        double? Share,
        int From,
        long Offered,
        long Accepted,
        double? Rate,
        long HeldOutOffered,
        long HeldOutAccepted,
        double? HeldOutRate
    );

    public static ReportTable Of(DecisionsReport.Report report, string table) =>
        table switch
        {
            "holdouts" => ReportTable.Of(
                "holdouts",
                report.Holdouts.SelectMany(it =>
                    it.ByVisit.Select(visit => new HoldoutVisit(
                        it.Slot,
                        it.Share,
                        visit.From,
                        visit.Offered,
                        visit.Accepted,
                        visit.Rate,
                        visit.HeldOutOffered,
                        visit.HeldOutAccepted,
                        visit.HeldOutRate
                    ))
                )
            ),
            "shadows" => ReportTable.Of("shadows", report.Shadows),
            "crowds" => ReportTable.Of("crowds", report.Crowds),
            _ => ReportTable.Of("decisions", report.Rows),
        };
}
