using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection.History;

/// <summary>A stored fact as it is appended again: named as its visitor and its message are named here.</summary>
internal static class RestoredFact
{
    /// <param name="version">That it had in its stream; null if the file does not say.</param>
    public static NewFact Of(object stored, PendingEvent pending, long? version) =>
        stored switch
        {
            InteractionRecorded it => Named(
                pending.Message.Key,
                pending.Interaction! with
                {
                    Path = it.Path is null ? null : pending.Interaction.Path,
                    ReferrerHost = it.ReferrerHost is null ? null : pending.Interaction.ReferrerHost,
                    Campaign = it.Campaign is null ? null : pending.Interaction.Campaign,
                    ClaimedAt = it.ClaimedAt,
                    ClampedToReceipt = it.ClampedToReceipt,
                    Bot = it.Bot,
                    Crowded = it.Crowded,
                    Choices = it.Choices,
                },
                pending
            ),
            IdentityLinked it => Linked(it, pending),
            ConsentChanged it => Named(
                EngineIds.Consent(it.MessageId) == it.MessageId ? it.MessageId : pending.Message.Key,
                it with
                {
                    MessageId = pending.MessageId,
                },
                pending
            ),
            ContentOffered it => Named(
                it.DecisionId.ToString(),
                it with
                {
                    Imported = true,
                    // Whose versions were none in that log has none in this one either.
                    VersionThere = it.Imported && it.VersionThere != version ? null : version,
                },
                pending
            ),
            ContentShown it => Named(EngineIds.Shown(it.DecisionId), it, pending),
            BenefitGranted it => Named(pending.Message.Key, it with { MessageId = pending.MessageId }, pending),
            FactForgotten it => Named(EngineIds.Forgotten(pending.Sent.MessageId ?? ""), it, pending),
            _ => throw new ArgumentOutOfRangeException(nameof(stored)),
        };

    /// <remarks>The engine's own id of a link is made of how both are named here.</remarks>
    private static NewFact Linked(IdentityLinked link, PendingEvent pending)
    {
        var (visitor, alias, vouched) = (pending.Visitor, pending.Alias!, link.Vouched == true);
        var isOwn = link.MessageId == EngineIds.Link(link.Visitor, link.Alias, vouched);
        var own = EngineIds.Link(visitor, alias, vouched);
        return Named(
            isOwn ? own : pending.Message.Key,
            link with
            {
                MessageId = isOwn ? own : pending.MessageId,
                Visitor = visitor,
                Alias = alias,
            },
            pending
        );
    }

    private static NewFact Named(string key, object body, PendingEvent pending) =>
        new(pending.Visitor, key, body)
        {
            EarlierId = key == pending.Message.Key ? pending.Message.Earlier : null,
            OtherNames = pending.OtherNames,
        };
}
