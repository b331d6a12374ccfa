using JourneyEngine.Http.Limits;

namespace JourneyEngine.Collection.Steps;

/// <summary>Writes into interactions that they came in a crowd, so that whoever folds them, now or in a replay, learns
/// nothing by them.</summary>
internal static class MarkCrowds
{
    /// <remarks>What is set aside says so, too, when it is taken in later. A bot is in no visit.</remarks>
    public static void In(PendingEvent[] judged, in Sender sender, Crowds crowds)
    {
        for (var i = 0; i < judged.Length; i++)
        {
            if (
                judged[i] is { Drop: null or { Status: ReceiptStatus.Quarantined }, Interaction: { Bot: false } acted }
                && crowds.Has(sender, judged[i].Visitor, acted.OccurredAt)
            )
                judged[i] = judged[i] with { Interaction = acted with { Crowded = true } };
        }
    }
}
