using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>
/// Keeps of an interaction what the engine uses, and nothing else: no address of the client, no query. What looks like a
/// person's address or number is refused rather than kept. Properties follow once the notice has been asked.
/// </summary>
internal static class Minimise
{
    private const int LongestName = 256;
    private const int LongestPath = 1024;
    private const int LongestCampaign = 128;

    public static Arrival Step(Arrival arrival)
    {
        if (!RequireType.IsInteraction(arrival.Kind))
            return arrival;
        var call = arrival.Call;
        var name = arrival.Kind == "track" ? call.Event : call.Name;
        if (arrival.Kind == "track" && name is null)
            return arrival.Refused("a track call needs event, the name of what was done");
        if (name?.Length > LongestName)
            return arrival.Refused($"the name has more than {LongestName} characters");
        var path = Path(call.Page.Path ?? call.Properties.Path ?? call.Page.Url ?? call.Properties.Url);
        if (path?.Length > LongestPath)
            return arrival.Refused($"the path has more than {LongestPath} characters");
        var campaign = CampaignOf(call);
        return PersonalPart(arrival.Kind, name, path, campaign) is { } personal
            ? arrival.Refused(personal)
            : arrival with
            {
                Interaction = new InteractionRecorded(
                    arrival.MessageId, arrival.Kind, name, path, Host(call.Page.Referrer ?? call.Properties.Referrer), campaign, arrival.ReceivedAt, arrival.ReceivedAt,
                    Choices: arrival.Choices),
            };
    }

    /// <returns>Which part looks like something personal, and like what; never what it says.</returns>
    private static string? PersonalPart(string kind, string? name, string? path, Campaign? campaign)
    {
        static string? Told(string part, string? value) => LookAlike.Of(value) is { } like ? $"{part} looks like {LookAlike.Words(like)}" : null;
        return Told("the type", kind) ?? Told("the name", name)
            ?? (LookAlike.HoldsEmail(path) ? $"the path holds {LookAlike.Words(Resemblances.Email)}" : null)
            ?? (campaign is null ? null
                : Told("the campaign's source", campaign.Source) ?? Told("the campaign's medium", campaign.Medium) ?? Told("the campaign's name", campaign.Name)
                ?? Told("the campaign's term", campaign.Term) ?? Told("the campaign's content", campaign.Content));
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
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host.ToLowerInvariant().Cut(LongestPath) : null;

    /// <remarks>A parameter is unescaped only here, after the token gate, so <c>%00</c> is looked for again: the database takes no NUL.</remarks>
    private static Campaign? CampaignOf(Call call)
    {
        var sent = call.Campaign;
        if (Query(call) is not { } address)
            return sent == default ? null : Kept(sent, null);
        return Kept(sent, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseNullableQuery(address));
    }

    private static Campaign? Kept(CampaignTexts sent, Dictionary<string, Microsoft.Extensions.Primitives.StringValues>? query)
    {
        string? Part(string? given, string utm) =>
            (given ?? (query is not null && query.TryGetValue(utm, out var value) ? value[0] : null)) is { Length: > 0 } part && !part.Contains('\0')
                ? part.Cut(LongestCampaign)
                : null;
        var campaign = new Campaign(
            Part(sent.Source, "utm_source"), Part(sent.Medium, "utm_medium"), Part(sent.Name, "utm_campaign"), Part(sent.Term, "utm_term"), Part(sent.Content, "utm_content"));
        return campaign == new Campaign(null, null, null, null, null) ? null : campaign;
    }

    private static string? Query(Call call)
    {
        var address = call.Page.Search ?? call.Properties.Search ?? call.Page.Url ?? call.Properties.Url;
        var from = address?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        return from < 0 ? null : address![from..].Split('#')[0];
    }
}
