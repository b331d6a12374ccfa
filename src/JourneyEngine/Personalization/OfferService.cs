using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Http.Limits;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Personalization;

/// <summary>A slot that is asked for, and what its decision may see of the visitor.</summary>
/// <param name="Seen">See <see cref="Personalization.OfferFingerprint.Of"/>.</param>
internal sealed record OfferQuery(SlotDefined Slot, Snapshot Snapshot, string Seen);

/// <summary>Makes decisions, each a fact in the visitor's stream before it is answered. One that still stands is not
/// made again.</summary>
public sealed class OfferService(
    Offers offers,
    DecisionLog decisions,
    Posteriors posteriors,
    FactLog log,
    TimeProvider clock
)
{
    /// <param name="crowded">See <see cref="ContentOffered.Crowded"/>.</param>
    internal async Task<IReadOnlyList<StandingOffer>> Decide(
        Sender sender,
        string visitor,
        CurrentJourney journey,
        IReadOnlyList<OfferQuery> asked,
        bool crowded,
        CancellationToken cancellation
    )
    {
        if (asked.Count == 0)
            return [];
        var site = sender.Site;
        var standing = asked.Select(it => Offers.Standing(journey, it.Slot, it.Snapshot)?.DecisionId).ToArray();
        var found = (await decisions.Find(site, [.. standing.OfType<Guid>()], cancellation)).ToDictionary(
            it => it.Offered.DecisionId,
            it => it.Offered
        );
        var now = clock.GetUtcNow();
        var made = new ContentOffered[asked.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] =
                standing[i] is { } id && found.TryGetValue(id, out var before) && SawAwaitedAnswers(before, asked[i])
                    ? before
                    : Make(
                        site,
                        journey.Subject ?? visitor,
                        asked[i],
                        await PosteriorOf(site, asked[i].Slot, cancellation),
                        now
                    ) with
                    {
                        Crowded = crowded,
                    };
        }

        var outcomes = await log.Append(
            site,
            [
                .. made.Where(it => !found.ContainsKey(it.DecisionId))
                    .Select(it => new NewFact(visitor, it.DecisionId.ToString(), it)),
            ],
            sender
        );
        if (outcomes.Contains(AppendOutcome.Closed))
            return [.. asked.Select(it => StandingOffer.Default(it, journey, Mode.None, DefaultReasons.NotCollected))];
        var answers = asked
            .Select(
                (it, i) =>
                    new StandingOffer(
                        it.Slot,
                        journey,
                        it.Seen,
                        OfferFingerprint.ETag(visitor, [it.Seen]),
                        JsonSerializer.SerializeToUtf8Bytes(OfrepEvaluation.Of(made[i], it.Slot), FactJson.Options)
                    )
            )
            .ToArray();
        foreach (var answer in answers)
            offers.Remember(site, visitor, answer);
        return answers;
    }

    /// <summary>Whether a decision knew every answer that other contents wait for.</summary>
    /// <remarks>A version that waited for none did not look at any, and what another version waits for is no news to
    /// who is in the middle of a visit.</remarks>
    private static bool SawAwaitedAnswers(ContentOffered before, OfferQuery asked) =>
        (before.SlotVersion != asked.Slot.Version && before.Snapshot.History is null)
        || Eligibility
            .AnswersWaitedFor(asked.Slot, before.Snapshot)
            .SequenceEqual(Eligibility.AnswersWaitedFor(asked.Slot, asked.Snapshot));

    private static ContentOffered Make(
        string site,
        string visitor,
        OfferQuery asked,
        Posterior? posterior,
        DateTimeOffset now
    ) =>
        Decisions.Decide.Offer(
            asked.Slot,
            asked.Snapshot,
            Guid.CreateVersion7(now),
            Snapshots.Seed(site, visitor, asked.Slot, asked.Snapshot),
            now,
            Snapshots.IsHeldOut(site, visitor, asked.Slot),
            posterior
        );

    private async ValueTask<Posterior?> PosteriorOf(string site, SlotDefined slot, CancellationToken cancellation) =>
        slot.Policy == Policies.Learning || slot.Shadow == Policies.Learning
            ? await posteriors.Latest(site, slot.Slot, cancellation)
            : null;
}
