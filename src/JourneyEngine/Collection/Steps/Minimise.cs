using JourneyEngine.Contracts;
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
        if (pending.Kind == "track" && sent.Name is null)
            return pending.Refused("a track call needs event, the name of what was done");
        var path = Path(sent.Page.Path ?? sent.Page.Url);
        var campaign = SentCampaign.Of(sent);
        return PersonalPart(pending.Kind, sent.Name, path, campaign) is { } personal
            ? pending.Refused(personal)
            : pending with
            {
                Interaction = new InteractionRecorded(
                    pending.MessageId,
                    pending.Kind,
                    sent.Name,
                    path,
                    Host(sent.Page.Referrer),
                    campaign,
                    pending.Time.OccurredAt,
                    pending.ReceivedAt,
                    pending.Time.ClaimedAt,
                    pending.Time.ClampedToReceipt,
                    Bot: Bots.Send(sent.UserAgent),
                    Choices: pending.Choices,
                    AsUser: pending.IsUser ? true : null
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

    private static string? Path(string? address)
    {
        // Cut first: what looks like an address but is none must not bring its query along.
        if (address?.Split('?', '#')[0] is not { } kept)
            return null;
        if (kept.StartsWith('/') || !kept.Contains("://", StringComparison.Ordinal))
            return kept.Length > 0 ? kept : "/";
        return Uri.TryCreate(kept, UriKind.Absolute, out var uri) ? uri.AbsolutePath : null;
    }

    private static string? Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.Host.ToLowerInvariant()
            : null;
}
