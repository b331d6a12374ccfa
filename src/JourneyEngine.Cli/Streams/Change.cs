using System.Globalization;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Cli.Streams;

/// <summary>One thing about a journey at two moments, in words.</summary>
internal sealed record Change(string What, string Before, string After)
{
    /// <summary>Everything that is told of a journey, changed or not.</summary>
    public static IEnumerable<Change> Between(Journey before, Journey after, FoldRules rules)
    {
        Change Of(string what, Func<Journey, string?> told) => new(what, told(before) ?? "-", told(after) ?? "-");
        yield return Of("visits", it => Number(it.Visits.Length));
        yield return Of("return visits", it => Number(it.ReturnVisits));
        yield return Of("interactions", it => Number(it.Visits.Sum(visit => visit.Interactions)));
        yield return Of("last seen", it => it.Visits.IsEmpty ? null : Moment(it.Visits[^1].End));
        foreach (var funnel in rules.Funnels)
        {
            yield return Of($"stage in {funnel.Name}", it => FunnelProgress.Of(it, rules, funnel).Stage);
            yield return Of(
                $"converted in {funnel.Name}",
                it => FunnelProgress.Of(it, rules, funnel).Conversion is { } at ? $"in visit {Number(at.Visit)}" : null
            );
        }

        yield return Of("decisions", it => Number(it.Offers.Count(offer => offer.IsKnown)));
        yield return Of("shown", it => Number(it.Offers.Count(offer => offer.Shown)));
        foreach (
            var purpose in before
                .Consents.Concat(after.Consents)
                .Select(it => it.Purpose)
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
            yield return Of(
                $"consent to {purpose}",
                it =>
                    it.Consents.Of(purpose) is { } granted
                        ? granted
                            ? "granted"
                            : "refused"
                        : null
            );
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Moment(long at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
