using JourneyEngine.Contracts;

namespace JourneyEngine.Log.Appending;

/// <summary>Tells a retry (a duplicate) from another message under the same id (a conflict).</summary>
internal static class SameContent
{
    /// <remarks>How sure a link is does not count: links of before did not say. Times do not count: a retry is received
    /// later, and its corrected time may differ with it.</remarks>
    public static bool In(NewFact stored, NewFact sent) =>
        stored.Visitor == sent.Visitor
        && (stored.Body, sent.Body) switch
        {
            (InteractionRecorded a, InteractionRecorded b) => a
                == b with
                {
                    OccurredAt = a.OccurredAt,
                    ReceivedAt = a.ReceivedAt,
                    ClaimedAt = a.ClaimedAt,
                    ClampedToReceipt = a.ClampedToReceipt,
                },
            (IdentityLinked a, IdentityLinked b) => a
                == b with
                {
                    ReceivedAt = a.ReceivedAt,
                    Vouched = a.Vouched,
                    Aliased = a.Aliased,
                },
            // An export that is sent again says what was chosen, and not by whom.
            (ConsentChanged a, ConsentChanged b) => (a.MessageId, a.Choices) == (b.MessageId, b.Choices),
            (FactForgotten, _) => true,
            _ => false,
        };
}
