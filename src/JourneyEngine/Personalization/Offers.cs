using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;

namespace JourneyEngine.Personalization;

/// <summary>What was offered last to a visitor in a slot, and the answer that said so.</summary>
/// <param name="Journey">The journey that it was last found to stand for.</param>
/// <param name="Seen">See <see cref="Personalization.OfferFingerprint.Of"/>.</param>
/// <param name="ETag">The entity tag of the answer when this slot is asked for alone.</param>
/// <param name="Answer">JSON, UTF-8.</param>
internal sealed record StandingOffer(SlotDefined Slot, CurrentJourney Journey, string Seen, string ETag, byte[] Answer);

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
    internal static Offer? Standing(Journey journey, SlotDefined slot, Snapshot now)
    {
        for (var i = journey.Offers.Length - 1; i >= 0; i--)
        {
            var offer = journey.Offers[i];
            if (offer.Slot == slot.Slot)
            {
                return
                    offer.SlotVersion == slot.Version
                    && offer.FunnelVersion == now.FunnelVersion
                    && offer.Stage == now.Stage
                    && offer.Visit == now.Visits
                    && (
                        offer.HeldOut
                        || !Eligibility.Answered(slot, now).Contains(offer.Content, StringComparer.Ordinal)
                    )
                    ? offer
                    : null;
            }
        }

        return null;
    }
}
