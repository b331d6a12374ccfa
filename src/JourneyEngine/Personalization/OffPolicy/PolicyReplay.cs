using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Personalization.Slots;
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
        await foreach (var person in PersonStreams.All(reading, site, long.MaxValue, rules.Recognise, cancellation))
        {
            foreach (var visitor in FoldedVisitor.Everybody(person, rules))
            {
                var offered = visitor
                    .Streams.SelectMany(stream => stream.Where(it => it.Type == DecisionLog.OfferedType))
                    .Select(it => (Stored: it, Offered: FactJson.Read<ContentOffered>(it.Data)))
                    .Where(it => it.Offered.Slot == candidate.Slot && it.Offered.Snapshot.Visits > 0)
                    .ToList();
                if (offered.Count == 0)
                    continue;
                var journey = visitor.Counted.Journey;
                var isLearnedFrom = journey.Counts && journey.Consents.Of(Purpose.Personalize) != false;
                var outcomes = Outcomes
                    .Of(journey, rules, candidate.Slot)
                    .ToDictionary(it => it.Offer.DecisionId, it => it.Accepted);
                var begun = visitor.Streams.ToDictionary(it => it[0].Position);
                // What was forgotten later may have been the answer, so a stream with a gap tells of no decision.
                var isWhole = visitor.Streams.All(it => Streams.UpTo(it, it[^1].Version) is not null);
                var before = logged.Count;
                foreach (var (stored, it) in isLearnedFrom ? offered : [])
                {
                    if (it.HeldOut || !outcomes.TryGetValue(it.DecisionId, out var accepted))
                        continue;
                    var own = visitor.Streams.First(stream => stream[0].Stream == stored.Stream);
                    if (!isWhole || SnapshotStreams.Of(it, stored.Version, own, begun) is not { } saw)
                        forgotten++;
                    else
                        logged.Add(
                            LoggedDecision.Replay(it, visitor.Id, saw, candidate, rules, learned.At(it), accepted)
                        );
                }

                leftOut += offered.Count - (logged.Count - before);
                progress.Report((done += offered.Count, total));
            }
        }

        progress.Report((total, total));
        var value = PolicyValuation.Of(
            candidate,
            StageOrder.FunnelOf(candidate.Funnel, rules.Funnels),
            logged,
            leftOut,
            how
        );
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
