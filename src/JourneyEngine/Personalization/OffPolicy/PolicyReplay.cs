using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>
/// Asks of every logged decision of a slot what another definition of it would have offered, and values that by what
/// followed. Needs no more than to read.
/// </summary>
public sealed class PolicyReplay(NpgsqlDataSource database, RulesTable rulesTable)
{
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
        var learned = await LearnedOverTime.Read(reading, site, candidate.Slot, cancellation);
        var total = await EventCounts.OfSlot(reading, site, DecisionLog.OfferedType, candidate.Slot, cancellation);
        var (logged, leftOut, forgotten, done) = (new List<LoggedDecision>(), 0L, 0L, 0L);
        await foreach (var stream in StreamScan.All(reading, site, long.MaxValue, cancellation))
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
            var isLearnedFrom = journey.Counts && journey.Consents.Of(Purpose.Personalize) != false;
            var outcomes = Outcomes
                .Of(journey, rules, candidate.Slot)
                .ToDictionary(it => it.Offer.DecisionId, it => it.Accepted);
            // What was forgotten later may have been the answer, so a stream with a gap tells of no decision.
            var known = isLearnedFrom ? offered.FindAll(it => !it.HeldOut && outcomes.ContainsKey(it.DecisionId)) : [];
            if (Streams.UpTo(stream, stream[^1].Version) is null)
            {
                forgotten += known.Count;
                known = [];
            }

            logged.AddRange(
                known.Select(it =>
                    LoggedDecision.Replay(it, stream, candidate, rules, learned.At(it), outcomes[it.DecisionId])
                )
            );
            leftOut += offered.Count - known.Count;
            progress.Report((done += offered.Count, total));
        }

        progress.Report((total, total));
        var value = PolicyValuation.Of(candidate, logged, leftOut, how);
        return value with
        {
            Estimate = value.Estimate with
            {
                Warnings =
                [
                    .. value.Estimate.Warnings,
                    .. PolicyWarnings.Of(candidate, !learned.IsNothing, logged.Count, forgotten),
                ],
            },
        };
    }
}
