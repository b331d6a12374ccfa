using JourneyEngine.Http.Parameters;

namespace JourneyEngine.Reports;

/// <summary>The closed grammar of a report's query: what is not in it is refused, and what is in it is
/// documented.</summary>
public sealed record ReportParameters(IReadOnlyList<ReportParameter> All) : IOwnParameters
{
    /// <summary>What a report's definition says of <c>from</c> and <c>to</c>.</summary>
    public const string Cohorts =
        "from and to choose visitors by the day of their first interaction, in the site's time zone.";

    private static readonly ReportParameter[] Common =
    [
        new("funnel", "Which funnel; may be left out where the site has just one."),
        new(
            "from",
            "Visitors whose first interaction was on this day or later, as 2026-01-31, in the site's time zone."
        ),
        new(
            "to",
            "Visitors whose first interaction was on this day or earlier, as 2026-01-31, in the site's time zone."
        ),
        new(
            "at",
            "Time travel: only what had occurred up to this moment, as 2026-01-31T12:00:00Z. Takes as long as the "
                + "site's log is."
        ),
        new(
            "wait",
            "true: answer only when everything acknowledged before the call is included (up to 30 s, else 503).",
            "false",
            "true"
        ),
        new("format", "csv: the table as a file for a spreadsheet.", "json", "csv"),
    ];

    private static readonly ReportParameter[] Traced =
    [
        new(
            "figure",
            "A column of the table that counts, such as converted: answers the visitors behind one of its cells, "
                + "instead of the report. Takes as long as the site has visitors."
        ),
        new(
            "row",
            "With figure: the cells that the row begins with, before its figures; given as often as there are such "
                + "columns."
        ),
        new(
            "limit",
            $"With figure: how many visitors at most, up to {FigureTrace.Most}; {FigureTrace.Usual} where absent."
        ),
    ];

    public IEnumerable<string> Names => All.Select(it => it.Name);

    /// <summary>Of a report that is made of sums, whose figures can be traced to visitors.</summary>
    public static ReportParameters OfSums(params ReportParameter[] own) => new([.. Common, .. Traced, .. own]);

    public static ReportParameters With(params ReportParameter[] own) => new([.. Common, .. own]);

    /// <summary>Of a report that has no use for some of what the others can be asked.</summary>
    public ReportParameters Without(params string[] names) => new([.. All.Where(it => !names.Contains(it.Name))]);
}
