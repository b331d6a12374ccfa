using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Conversions;

/// <summary>Campaigns, like for like: each visit number beside the same one, and rates only at one mix of visit
/// numbers.</summary>
public sealed class Campaigns : IReport
{
    private const int MostRows = 200;

    private const string Definition =
        "Visitors by what brought them: the campaign (its name, else its source), the referring host or the landing "
        + "page of their very first interaction. Campaigns are in small letters, whatever capitals, spaces or escapes "
        + "a link has; a host is without www., and the site's own is none. byVisit: rates at each visit number, as in "
        + "conversion by visit; reached: those who came to that visit, who may have converted before. standardised: these rates at the mix of visit numbers of all visitors of the report, "
        + "so that a campaign of many first visits is not set beside one of returns. "
        + "There is no pooled rate. compare=a&compare=b sets two values side by side. value is absent where nothing "
        + "was said. "
        + ReportParameters.Cohorts;

    /// <param name="Value">The campaign, host or page; absent where none was said.</param>
    /// <param name="Warning">Why the standardised rate is not quite like for like.</param>
    public sealed record Row(
        string? Value,
        long Visitors,
        long Converted,
        IReadOnlyList<ConversionsByVisit.Row> ByVisit,
        Standardised Standardised,
        string? Warning
    );

    /// <param name="Left">How many more values there are, with fewer visitors than those shown.</param>
    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string By,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<MixShare> Mix,
        IReadOnlyList<Row> Rows,
        int Left,
        Comparison? Comparison
    );

    public ReportRoute Route =>
        new(
            "campaigns",
            "Campaigns like for like: at each visit number, and at one mix of them.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(
                new ReportParameter("by", "Which part of what brought the visitor first.", Origin.Parts),
                new ReportParameter(
                    "compare",
                    "Given twice: the two values to set side by side; an empty one means that nothing was said."
                )
            )
        )
        {
            Example = "?funnel=shop&by=campaign",
        };

    public IReadOnlyList<Measure> Measures => [CampaignRates.Origins];

    public async Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation)
    {
        var (by, compared) = (query.Choice("by"), query.Own["compare"].ToArray());
        if (compared.Length is not (0 or 2))
            throw new UnacceptableException(
                "compare is given twice, one for each of the two values; an empty one means that nothing was said."
            );
        return await reports.Answer(
            query,
            new SumsOf(Measures) { Text1 = by },
            sums => ReportTable.Of("campaigns", CampaignRows.Lines(CampaignRates.Read(sums, by))),
            sums => Of(sums, by, compared),
            cancellation
        );
    }

    private static Report Of(ReportSums sums, string by, string?[] compared)
    {
        var groups = CampaignRates.Read(sums, by);
        var mix = VisitMix.Of(CampaignRows.All(groups));
        var rows = CampaignRows.Rows(groups, mix);
        return new Report(
            sums.Funnel!.Name,
            sums.Funnel.Version,
            "visitors",
            by,
            Definition,
            sums.AsOf,
            mix,
            rows[..Math.Min(MostRows, rows.Length)],
            Math.Max(0, rows.Length - MostRows),
            compared.Length == 0 ? null : Comparison.Of(Named(groups, by, compared[0]), Named(groups, by, compared[1]))
        );
    }

    private static (string? Value, IReadOnlyList<VisitCell> Cells) Named(
        IReadOnlyList<CampaignGroup> groups,
        string by,
        string? value
    )
    {
        var asked = Origin.Normal(by, string.IsNullOrEmpty(value) ? null : value);
        return groups.FirstOrDefault(it => it.Value == asked) is { } group
            ? (group.Value, group.Cells)
            : throw new UnacceptableException($"Nobody came by '{value}'.", StatusCodes.Status404NotFound);
    }
}
