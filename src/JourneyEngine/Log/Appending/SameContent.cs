using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Log.Appending;

/// <summary>Tells a retry (a duplicate) from another message under the same id (a conflict).</summary>
internal static class SameContent
{
    /// <remarks>How sure a link is does not count: links of before did not say. Times do not count: a retry is received
    /// later, and its corrected time may differ with it; nor how many others came from where it comes. Nor do ids of the
    /// messages, by which the two were found.</remarks>
    /// <param name="named">How the visitor of an id is named now.</param>
    public static bool In(object stored, object sent, Func<string, string> named) =>
        (stored, sent) switch
        {
            (InteractionRecorded a, InteractionRecorded b) => Spelled(a)
                == b with
                {
                    MessageId = a.MessageId,
                    OccurredAt = a.OccurredAt,
                    ReceivedAt = a.ReceivedAt,
                    ClaimedAt = a.ClaimedAt,
                    ClampedToReceipt = a.ClampedToReceipt,
                    AsUser = a.AsUser,
                    Crowded = a.Crowded,
                },
            (IdentityLinked a, IdentityLinked b) => a with
            {
                Visitor = named(a.Visitor),
                Alias = named(a.Alias),
            }
                == b with
                {
                    MessageId = a.MessageId,
                    ReceivedAt = a.ReceivedAt,
                    Vouched = a.Vouched,
                    Aliased = a.Aliased,
                },
            // An export that is sent again says what was chosen, and not by whom.
            (ConsentChanged a, ConsentChanged b) => a.Choices == b.Choices,
            // Their ids are the engine's own, and say all of it.
            (ContentOffered a, ContentOffered b) => a.DecisionId == b.DecisionId,
            (ContentShown a, ContentShown b) => a.DecisionId == b.DecisionId,
            (BenefitGranted a, BenefitGranted b) => a with { At = b.At } == b,
            (FactForgotten, _) => true,
            _ => false,
        };

    /// <summary>As it would be stored today: older versions spelled some things as they were sent.</summary>
    private static InteractionRecorded Spelled(InteractionRecorded stored) =>
        stored with
        {
            Name = stored.Name is null ? null : NormalText.Name(stored.Name),
            Path = stored.Path is null ? null : NormalPath.Of(stored.Path),
            Campaign = stored.Campaign is { } it
                ? new Campaign(
                    CampaignText.Normal(it.Source),
                    CampaignText.Normal(it.Medium),
                    CampaignText.Normal(it.Name),
                    CampaignText.Normal(it.Term),
                    CampaignText.Normal(it.Content)
                )
                : null,
        };
}
