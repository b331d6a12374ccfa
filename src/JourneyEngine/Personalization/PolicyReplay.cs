using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>How a policy is valued.</summary>
/// <param name="Clip">Greatest weight; infinity for none.</param>
/// <param name="Seed">All chance of the bootstrap.</param>
public sealed record Valuation(Estimator Estimator, double Clip = double.PositiveInfinity, ulong Seed = 1)
{
    /// <exception cref="UnacceptableException">There is no such estimator, or the weight is none.</exception>
    internal static Valuation Of(string estimator, double? clip, long? seed) =>
        !Enum.TryParse<Estimator>(estimator, ignoreCase: true, out var chosen) || !Enum.IsDefined(chosen)
            ? throw new UnacceptableException("estimator is one of ips, snips, dm, dr.")
        : !((clip ?? 1) > 0) ? throw new UnacceptableException("clip is above 0.")
        : new Valuation(chosen, clip ?? double.PositiveInfinity, (ulong)(seed ?? 1));
}

/// <summary>
/// Asks of every logged decision of a slot what another definition of it would have offered, and values that by what
/// followed. Needs no more than to read.
/// </summary>
public sealed class PolicyReplay(NpgsqlDataSource database, RulesTable rulesTable)
{
    private const int Folds = 2;
    private const int MostResamples = 1_000;
    private const int FewestResamples = 100;
    private const double MuchForgotten = 0.05;
    private const long MostDraws = 200_000_000;

    /// <param name="Fold">Of two; a visitor is in one of them.</param>
    /// <param name="Chances">Of each content that the candidate would have shown.</param>
    private sealed record Logged(
        string Visitor,
        int Fold,
        string Content,
        string? Stage,
        int Visit,
        double Propensity,
        double Reward,
        IReadOnlyList<(string Content, double Chance)> Chances
    );

    /// <exception cref="UnacceptableException">Nothing tells what was accepted.</exception>
    public async Task<PolicyValue> Run(
        string site,
        SlotDefined candidate,
        Valuation how,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    )
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var moment = await reading.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        var latest = await rulesTable.Latest(reading, site, cancellation);
        var inForce = latest.Slots.FirstOrDefault(it => it.Slot == candidate.Slot);
        var outcome =
            candidate.Outcome
            ?? inForce?.Outcome
            ?? throw new UnacceptableException(
                $"Neither the policy nor slot '{candidate.Slot}' has an outcome: nothing tells what was accepted."
            );
        candidate = candidate with { Outcome = outcome, Exposure = candidate.Exposure ?? inForce?.Exposure };
        var rules = latest.With(candidate, (_, _) => false);
        var posteriors = await Posteriors(reading, site, candidate.Slot, cancellation);
        var total = await Decisions(reading, site, candidate.Slot, cancellation);
        var (logged, leftOut, forgotten, done) = (new List<Logged>(), 0L, 0L, 0L);
        await foreach (var stream in Streams.All(reading, site, long.MaxValue, cancellation))
        {
            var facts = stream
                .Select(it =>
                    (
                        Stored: it,
                        Offered: it.Type == DecisionLog.OfferedType ? FactJson.Read<ContentOffered>(it.Data) : null
                    )
                )
                .ToList();
            var offered = facts
                .Select(it => it.Offered)
                .OfType<ContentOffered>()
                .Where(it => it.Slot == candidate.Slot && it.Snapshot.Visits > 0)
                .ToList();
            if (offered.Count == 0)
                continue;
            var journey = Journey.Empty.Fold(rules, Streams.Interactions(stream));
            var learned = journey.Counts && journey.Consents.Of(Purpose.Personalize) != false;
            var outcomes = Outcomes
                .Of(journey, rules, candidate.Slot)
                .ToDictionary(it => it.Offer.DecisionId, it => it.Accepted);
            // What was forgotten later may have been the answer, so a stream with a gap tells of no decision.
            var known = learned ? offered.FindAll(it => !it.HeldOut && outcomes.ContainsKey(it.DecisionId)) : [];
            if (Streams.UpTo(stream, stream[^1].Version) is null)
            {
                forgotten += known.Count;
                known = [];
            }

            logged.AddRange(
                known.Select(it =>
                    Replayed(it, stream, candidate, rules, Believed(posteriors, it), outcomes[it.DecisionId])
                )
            );
            leftOut += offered.Count - known.Count;
            progress.Report((done += offered.Count, total));
        }

        progress.Report((total, total));
        var value = Valued(candidate, logged, leftOut, how);
        return value with
        {
            Estimate = value.Estimate with
            {
                Warnings =
                [
                    .. value.Estimate.Warnings,
                    .. Doubts(candidate, posteriors.Count > 0, logged.Count, forgotten),
                ],
            },
        };
    }

    internal static IEnumerable<string> Doubts(SlotDefined candidate, bool hasLearned, long valued, long forgotten)
    {
        if (candidate.Policy == Policies.Learning && !hasLearned)
            yield return $"Slot '{candidate.Slot}' has not learned yet, so a learning policy is valued as it begins: "
                + $"showing every content alike. What it would come to by learning is not in here.";
        if (forgotten > MuchForgotten * (valued + forgotten))
        {
            yield return $"{forgotten} of {valued + forgotten} decisions are left out, as something that is known of "
                + $"their visitors no longer may have been an answer: what is said holds for the rest.";
        }
    }

    /// <remarks>What the decision itself believed, where it learned: what was in force a moment before it may be
    /// another version.</remarks>
    private static Posterior? Believed(List<(DateTimeOffset At, Posterior Posterior)> posteriors, ContentOffered it) =>
        it.PosteriorVersion is { } version
            ? posteriors.Find(learned => learned.Posterior.Version == version).Posterior
            : posteriors.LastOrDefault(learned => learned.At <= it.At).Posterior;

    private static Logged Replayed(
        ContentOffered it,
        List<StoredEvent> stream,
        SlotDefined candidate,
        FoldRules rules,
        Posterior? posterior,
        bool accepted
    )
    {
        var before = Journey.Empty.Fold(
            rules,
            Streams.Interactions(stream.Where(fact => fact.Version <= it.Snapshot.StreamVersion))
        );
        var snapshot = Snapshots.Of(before, rules, candidate, it.Snapshot.StreamVersion);
        var eligible = Decide.Eligible(candidate, snapshot);
        var chances = Decide.Probabilities(candidate, candidate.Policy, eligible, snapshot, posterior);
        // Of the visitor alone: without an outcome, a seed moves with nothing but the visit.
        var fold = (int)(
            Snapshots.Seed("", stream[0].Visitor!, candidate with { Outcome = null }, it.Snapshot with { Visits = 0 })
            % Folds
        );
        return new Logged(
            stream[0].Visitor!,
            fold,
            it.Content,
            snapshot.Stage,
            VisitBucket.Of(it.Snapshot.Visits),
            it.Propensity,
            accepted ? 1 : 0,
            chances.Length == 0
                ? [(candidate.Default.Name, 1)]
                : [.. eligible.Select((content, i) => (content.Name, chances[i]))]
        );
    }

    private static PolicyValue Valued(SlotDefined candidate, List<Logged> logged, long leftOut, Valuation how)
    {
        // The rewards of a visitor are predicted from those of others: else the model would know what it is asked for.
        var models = Enumerable
            .Range(0, Folds)
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
        double Predicted(Logged it, string content) => models[it.Fold].Of(content, it.Stage, it.Visit).Mean;
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
        PolicyValue.Part Of(
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
        var all = Of("", replayed);
        return new PolicyValue(
            candidate.Slot,
            candidate.Policy,
            "acceptances a decision",
            all.Logged,
            all.Estimate,
            [
                .. replayed
                    .GroupBy(it => it.Stage)
                    .OrderBy(it => it.Key, StringComparer.Ordinal)
                    .Select(it => Of(it.Key ?? "none yet", [.. it])),
            ],
            [
                .. replayed
                    .GroupBy(it => it.Visit)
                    .OrderBy(it => it.Key)
                    .Select(it => Of(it.Key.ToString(CultureInfo.InvariantCulture), [.. it])),
            ],
            leftOut,
            how.Seed
        );
    }

    /// <summary>What the slot believed, and from when on: a candidate that learns is given what was known at the time
    /// and nothing later.</summary>
    private static async Task<List<(DateTimeOffset At, Posterior Posterior)>> Posteriors(
        NpgsqlConnection connection,
        string site,
        string slot,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await ConfigurationStreams.All<PosteriorUpdated>(
                    connection,
                    site,
                    StreamNames.Posterior(slot),
                    cancellation
                )
            ).Select(it => (it.At, new Posterior(it))),
        ];

    private static Task<long> Decisions(
        NpgsqlConnection connection,
        string site,
        string slot,
        CancellationToken cancellation
    ) => EventCounts.OfSlot(connection, site, DecisionLog.OfferedType, slot, cancellation);
}
