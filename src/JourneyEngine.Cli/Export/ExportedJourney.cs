using JourneyEngine.Decisions.Folding;
using JourneyEngine.Replay;

namespace JourneyEngine.Cli.Export;

/// <summary>Where a visitor stands in a funnel: one row for each visitor who counts and each funnel of the site, or one
/// with no funnel where it has none.</summary>
/// <param name="ReturnVisits">Visits less the first.</param>
/// <param name="Stage">Furthest stage reached; absent before the first.</param>
/// <param name="ConvertedAtVisit">Number of the visit of the first conversion, from 1.</param>
internal sealed record ExportedJourney(
    string Visitor,
    int Visits,
    int ReturnVisits,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? Funnel,
    int? FunnelVersion,
    string? Stage,
    int? ConvertedAtVisit,
    DateTimeOffset? ConvertedAt
)
{
    public static IEnumerable<ExportedJourney> Of(SiteJourneys.Folded folded, FoldRules rules)
    {
        var (visitor, journey) = (folded.Visitor, folded.Journey);
        var row = new ExportedJourney(
            visitor,
            journey.Visits.Length,
            journey.ReturnVisits,
            Moment(journey.Visits[0].Start),
            Moment(journey.Visits[^1].End),
            null,
            null,
            null,
            null,
            null
        );
        return rules.Funnels.IsEmpty
            ? [row]
            : rules
                .Funnels.Select(funnel => FunnelProgress.Of(journey, rules, funnel))
                .Select(standing =>
                    row with
                    {
                        Funnel = standing.Funnel.Name,
                        FunnelVersion = standing.Funnel.Version,
                        Stage = standing.Stage,
                        ConvertedAtVisit = standing.Conversion?.Visit,
                        ConvertedAt = standing.Conversion is { } conversion ? Moment(conversion.At) : null,
                    }
                );
    }

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
