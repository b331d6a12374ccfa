using JourneyEngine.Contracts;

namespace JourneyEngine.Log.Appending;

/// <summary>Tells a retry (a duplicate) from another message under the same id (a conflict).</summary>
internal static class SameContent
{
    /// <remarks>Times do not count: a retry is received later, and its corrected time may differ with it. Nor do ids of
    /// the messages, by which the two were found.</remarks>
    /// <param name="named">How the visitor of an id is named now.</param>
    public static bool In(object stored, object sent, Func<string, string> named) =>
        (stored, sent) switch
        {
            (InteractionRecorded a, InteractionRecorded b) => a
                == b with
                {
                    MessageId = a.MessageId,
                    OccurredAt = a.OccurredAt,
                    ReceivedAt = a.ReceivedAt,
                    ClaimedAt = a.ClaimedAt,
                    ClampedToReceipt = a.ClampedToReceipt,
                },
            (IdentityLinked a, IdentityLinked b) => a with
            {
                Visitor = named(a.Visitor),
                Alias = named(a.Alias),
            } == b with { MessageId = a.MessageId, ReceivedAt = a.ReceivedAt },
            (ConsentChanged a, ConsentChanged b) => a
                == b with
                {
                    OccurredAt = a.OccurredAt,
                    ReceivedAt = a.ReceivedAt,
                },
            (FactForgotten, _) => true,
            _ => false,
        };
}
