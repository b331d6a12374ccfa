using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Collection.Steps;

/// <summary>
/// Keeps of an interaction what the engine uses, and nothing else: no address of the client, no query. What looks like
/// a person's address or number is refused rather than kept. Properties follow once the notice has been asked.
/// </summary>
internal static class Minimise
{
    public static PendingEvent Step(PendingEvent pending)
    {
        if (!RequireType.IsInteraction(pending.Kind))
            return pending;
        var sent = pending.Sent;
        var name = sent.Name is null ? null : NormalText.Name(sent.Name);
        if (pending.Kind == "track" && string.IsNullOrEmpty(name))
            return pending.Refused("a track call needs event, the name of what was done");
        var path = (sent.Page.Path ?? sent.Page.Url) is { } address ? NormalPath.OfAddress(address) : null;
        var campaign = SentCampaign.Of(sent);
        return PersonalPart(pending.Kind, name, path, campaign) is { } personal
            ? pending.Refused(personal)
            : pending with
            {
                Notes = Respelled.After(pending.Notes, sent, name, path),
                Interaction = new InteractionRecorded(
                    pending.MessageId,
                    pending.Kind,
                    name is "" ? null : name,
                    path,
                    SentReferrer.Of(sent.Page),
                    campaign,
                    pending.Time.OccurredAt,
                    pending.ReceivedAt,
                    pending.Time.ClaimedAt,
                    pending.Time.ClampedToReceipt,
                    Bot: Bots.Send(sent.UserAgent),
                    Choices: pending.Choices,
                    AsUser: pending.IsUser ? true : null,
                    Crowded: sent.WasCrowded
                ),
            };
    }

    /// <returns>Which part looks like something personal, and like what; never what it says.</returns>
    private static string? PersonalPart(string kind, string? name, string? path, Campaign? campaign)
    {
        static string? Told(string part, string? value) =>
            LookAlike.Of(value) is { } like ? $"{part} looks like {LookAlike.Words(like)}" : null;
        return Told("the type", kind)
            ?? Told("the name", name)
            ?? (LookAlike.HoldsEmail(path) ? $"the path holds {LookAlike.Words(Resemblances.Email)}" : null)
            ?? (
                campaign is null
                    ? null
                    : Told("the campaign's source", campaign.Source)
                        ?? Told("the campaign's medium", campaign.Medium)
                        ?? Told("the campaign's name", campaign.Name)
                        ?? Told("the campaign's term", campaign.Term)
                        ?? Told("the campaign's content", campaign.Content)
            );
    }
}
