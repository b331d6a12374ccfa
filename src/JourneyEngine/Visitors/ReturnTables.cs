using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>The tables of the report about who comes again, as CSV holds them.</summary>
internal static class ReturnTables
{
    /// <param name="table">The usual one where absent: the groups, if there are any.</param>
    /// <param name="by">Which part of what brought the visitor first the groups are of; empty for none.</param>
    /// <exception cref="UnacceptableException">Groups of nothing.</exception>
    /// <param name="now">As of when visitors are dormant, and weeks over.</param>
    public static ReportTable Of(ReportSums sums, string? table, string by, DateTimeOffset now) =>
        table switch
        {
            "gaps" => ReportTable.Of("return-gaps", VisitPauses.Rows(sums)),
            "retention" => ReportTable.Of("retention", Retention.Rows(sums, now)),
            "lifecycle" => ReportTable.Of("lifecycle", Lifecycle.Of(sums, now).Rows),
            "groups" when by.Length == 0 => throw new UnacceptableException(
                $"The table 'groups' is of what brought visitors first: say by=, one of {string.Join(", ", Origin.Parts)}."
            ),
            "groups" => ReportTable.Of("returns-groups", ReturnsByOrigin.Of(sums, by)),
            null when by.Length > 0 => Of(sums, "groups", by, now),
            _ => ReportTable.Of("returns", ReturnVisits.Rows(sums)),
        };
}
