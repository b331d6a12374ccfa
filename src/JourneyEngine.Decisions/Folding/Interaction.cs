using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Decisions.Folding;

/// <summary>What the fold sees of a fact: an interaction, a choice that the visitor made outside of one, or something
/// that was offered.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Kind">Empty where it is no interaction.</param>
/// <param name="Choices">What the visitor consented to and refused at that time, where anything was said.</param>
/// <param name="Offer">What was decided about the visitor.</param>
/// <param name="Campaign">Name of the campaign, or else its source.</param>
/// <param name="ChoiceSource">Who passed the choices on; see <see cref="ConsentSources"/>.</param>
/// <param name="Crowded">See <see cref="InteractionRecorded.Crowded"/>.</param>
public readonly record struct Interaction(
    long At,
    string Kind,
    string? Name,
    string? Path,
    Choices? Choices = null,
    Offer? Offer = null,
    string? Campaign = null,
    string? ReferrerHost = null,
    string ChoiceSource = ConsentSources.Signal,
    bool Crowded = false
)
{
    public bool IsPartOfVisit => Kind.Length > 0;

    /// <returns>Null for a bot, which is kept but no part of any journey, for a decision about nobody known, and for
    /// facts of other kinds.</returns>
    public static Interaction? Of(object fact) =>
        fact switch
        {
            InteractionRecorded { Bot: false } it => new Interaction(
                it.OccurredAt.ToUnixTimeMilliseconds(),
                it.Kind,
                it.Name is null ? null : NormalText.Name(it.Name),
                it.Path is null ? null : NormalPath.Of(it.Path),
                it.Choices,
                Campaign: CampaignText.Normal(it.Campaign?.Name) ?? CampaignText.Normal(it.Campaign?.Source),
                ReferrerHost: it.ReferrerHost,
                Crowded: it.Crowded
            ),
            ConsentChanged it => new Interaction(
                it.OccurredAt.ToUnixTimeMilliseconds(),
                "",
                null,
                null,
                it.Choices,
                ChoiceSource: it.Source
            ),
            ContentOffered it => Offer.Of(it) is { } offer
                ? new Interaction(it.At.ToUnixTimeMilliseconds(), "", null, null, Offer: offer)
                : null,
            ContentShown it => new Interaction(
                it.At.ToUnixTimeMilliseconds(),
                "",
                null,
                null,
                Offer: Offer.Exposed(it)
            ),
            _ => null,
        };
}
