using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>Values what a policy would have done on decisions that were made, by what followed.</summary>
internal static class PolicyValuation
{
    private const int MostResamples = 1_000;
    private const int FewestResamples = 100;
    private const long MostDraws = 200_000_000;

    /// <param name="funnel">Of the slot, in whose order stages are listed.</param>
    public static PolicyValue Of(
        SlotDefined candidate,
        FunnelDefined? funnel,
        List<LoggedDecision> logged,
        long leftOut,
        Valuation how
    )
    {
        var models = RewardModels(candidate, logged);
        double Predicted(LoggedDecision it, string content) => models[it.Fold].Of(content, it.Stage, it.Visit).Mean;
        var replayed = logged.ConvertAll(it =>
            (
                it.Visitor,
                it.Stage,
                it.Visit,
                it.Reward,
                Replayed: new Replayed(
                    it.Propensity,
                    it.Chances.Where(chance => chance.Content == it.Content).Sum(chance => chance.Chance),
                    it.Reward,
                    Predicted(it, it.Content),
                    it.Chances.Sum(chance => chance.Chance * Predicted(it, chance.Content))
                )
            )
        );
        PolicyValue.Part Part(
            string what,
            IReadOnlyCollection<(string Visitor, string? Stage, int Visit, double Reward, Replayed Replayed)> part
        ) =>
            new(
                what,
                part.Count == 0 ? null : part.Average(it => it.Reward),
                Estimate.OfVisitors(
                    how.Estimator,
                    part.GroupBy(it => it.Visitor, it => it.Replayed),
                    how.Seed,
                    how.Clip,
                    (int)Math.Clamp(MostDraws / Math.Max(1, part.Count), FewestResamples, MostResamples)
                )
            );
        var all = Part("", replayed);
        return new PolicyValue(
            candidate.Slot,
            candidate.Policy,
            "acceptances a decision",
            all.Logged,
            all.Estimate,
            [
                .. replayed
                    .GroupBy(it => it.Stage)
                    .OrderBy(it => StageOrder.Place(funnel, it.Key))
                    .ThenBy(it => it.Key, StringComparer.Ordinal)
                    .Select(it => Part(it.Key ?? "none yet", [.. it])),
            ],
            [
                .. replayed
                    .GroupBy(it => it.Visit)
                    .OrderBy(it => it.Key)
                    .Select(it => Part(it.Key.ToString(CultureInfo.InvariantCulture), [.. it])),
            ],
            leftOut,
            how.Seed
        );
    }

    /// <remarks>The rewards of a visitor are predicted from those of others: else the model would know what it is asked
    /// for.</remarks>
    private static Posterior[] RewardModels(SlotDefined candidate, List<LoggedDecision> logged) =>
        Enumerable
            .Range(0, LoggedDecision.Folds)
            .Select(fold => new Posterior(
                new PosteriorUpdated(
                    candidate.Slot,
                    1,
                    [
                        .. logged
                            .Where(it => it.Fold != fold)
                            .GroupBy(it => (it.Content, it.Stage, it.Visit))
                            .OrderBy(it => it.Key.Content, StringComparer.Ordinal)
                            .ThenBy(it => it.Key.Stage, StringComparer.Ordinal)
                            .ThenBy(it => it.Key.Visit)
                            .Select(it => new PosteriorCell(
                                it.Key.Content,
                                it.Key.Stage,
                                it.Key.Visit,
                                it.Count(),
                                (long)it.Sum(one => one.Reward)
                            )),
                    ],
                    default
                )
            ))
            .ToArray();
}
