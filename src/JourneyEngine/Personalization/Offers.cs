using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Journeys;

namespace JourneyEngine.Personalization;

/// <summary>What was offered last to a visitor in a slot, and the answer that said so.</summary>
/// <param name="Journey">The journey that it was last found to stand for.</param>
/// <param name="Seen">See <see cref="Personalization.OfferFingerprint.Of"/>.</param>
/// <param name="ETag">The entity tag of the answer when this slot is asked for alone.</param>
/// <param name="Answer">JSON, UTF-8.</param>
internal sealed record StandingOffer(SlotDefined Slot, CurrentJourney Journey, string Seen, string ETag, byte[] Answer)
{
    /// <summary>Where nothing is decided: the slot's default, without an entity tag.</summary>
    /// <param name="because">One of <see cref="DefaultReasons"/>.</param>
    public static StandingOffer Default(OfferQuery asked, CurrentJourney journey, Mode mode, string because) =>
        new(asked.Slot, journey, asked.Seen, "", OfrepEvaluation.Default(asked.Slot, mode, because));
}

/// <summary>
/// The offers that still stand: asked again in the same visit and at the same stage, a visitor gets the same decision,
/// and nothing is decided or stored twice. An answer that rules a content out, or that another one waits for, ends it.
/// The journey remembers which; the answers of visitors who are there now are kept in memory.
/// </summary>
public sealed class Offers
{
    private const int Most = 20_000;

    private readonly ConcurrentLru<(string Site, string Visitor, string Slot), StandingOffer> _known = new(Most);

    /// <returns>Null if no offer is known, or the visitor has moved on since.</returns>
    internal StandingOffer? Standing(string site, string visitor, SlotDefined slot, CurrentJourney journey)
    {
        if (!_known.TryGet((site, visitor, slot.Slot), out var offer))
            return null;
        if (ReferenceEquals(offer.Journey, journey) && ReferenceEquals(offer.Slot, slot))
            return offer;
        if (
            offer.Seen != OfferFingerprint.Of(slot, Snapshots.Of(journey.Journey, journey.Rules, slot, journey.Version))
        )
            return null;
        offer = offer with { Slot = slot, Journey = journey };
        Remember(site, visitor, offer);
        return offer;
    }

    internal void Remember(string site, string visitor, StandingOffer offer) =>
        _known.AddOrUpdate((site, visitor, offer.Slot.Slot), offer);

    /// <returns>The latest decision of the journey that stands for what is seen now.</returns>
    internal static Offer? Standing(CurrentJourney journey, SlotDefined slot, Snapshot now)
    {
        var offers = journey.Journey.Offers;
        var last = offers.LastOrDefault(it => it.Slot == slot.Slot);
        return
            last is not null
            && last.Stage == now.Stage
            && last.Visit == now.Visits
            && (last.HeldOut || !Eligibility.Answered(slot, now).Contains(last.Content, StringComparer.Ordinal))
            && (last.SlotVersion == slot.Version || last.HeldOut || IsEligible(last, journey, slot))
            ? last
            : null;
    }

    /// <summary>Whether another version of the slot could have offered the same content, by its name: words may change
    /// within a visit, and what a visitor is in the middle of does not.</summary>
    /// <remarks>The offer itself is not looked at, nor one that was made at the same time: a content that is capped to
    /// once is not over because of it.</remarks>
    private static bool IsEligible(Offer offer, CurrentJourney journey, SlotDefined slot)
    {
        var before = journey.Journey with
        {
            Offers = journey.Journey.Offers.RemoveAll(it =>
                it.Slot == offer.Slot && it.Content == offer.Content && it.Visit == offer.Visit && it.At == offer.At
            ),
        };
        return Array.Exists(
            Eligibility.Of(slot, Snapshots.Of(before, journey.Rules, slot, journey.Version, journey.Streams)),
            it => it.Name == offer.Content
        );
    }
}
