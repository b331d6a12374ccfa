using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>Keeps of an interaction what the engine uses, and nothing else: no address of the client, no traits, no query, no properties.</summary>
internal static class Minimise
{
    private const int LongestName = 256;
    private const int LongestPath = 1024;
    private const int LongestCampaign = 128;

    public static Arrival Step(Arrival arrival)
    {
        if (arrival.Kind is "identify" or "alias")
            return arrival;
        var item = arrival.Item;
        var name = item.TextAt(arrival.Kind == "track" ? "event" : "name");
        if (arrival.Kind == "track" && name is null)
            return arrival.Refused("a track call needs event, the name of what was done");
        if (name?.Length > LongestName)
            return arrival.Refused($"the name has more than {LongestName} characters");
        var path = Path(item.TextAt("context", "page", "path") ?? item.TextAt("properties", "path")
            ?? item.TextAt("context", "page", "url") ?? item.TextAt("properties", "url"));
        if (path?.Length > LongestPath)
            return arrival.Refused($"the path has more than {LongestPath} characters");
        var referrer = item.TextAt("context", "page", "referrer") ?? item.TextAt("properties", "referrer");
        return arrival with
        {
            Interaction = new InteractionRecorded(
                arrival.MessageId, arrival.Kind, name, path, Host(referrer), CampaignOf(item), arrival.ReceivedAt, arrival.ReceivedAt),
        };
    }

    private static string? Path(string? address)
    {
        if (address is null)
            return null;
        var path = address.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : address;
        return path.Split('?', '#')[0] is { Length: > 0 } kept ? kept : "/";
    }

    private static string? Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host.ToLowerInvariant().Cut(LongestPath) : null;

    private static Campaign? CampaignOf(JsonElement item)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseNullableQuery(Query(item));
        string? Part(string name, string utm) =>
            (item.TextAt("context", "campaign", name) ?? (query is not null && query.TryGetValue(utm, out var value) ? value[0] : null)) is { Length: > 0 } part
            && !part.Contains('\0') // %00 passes the token gate, and the database takes no NUL.
                ? part.Cut(LongestCampaign)
                : null;
        var campaign = new Campaign(
            Part("source", "utm_source"), Part("medium", "utm_medium"), Part("name", "utm_campaign"), Part("term", "utm_term"), Part("content", "utm_content"));
        return campaign == new Campaign(null, null, null, null, null) ? null : campaign;
    }

    private static string? Query(JsonElement item)
    {
        var address = item.TextAt("context", "page", "search") ?? item.TextAt("properties", "search")
            ?? item.TextAt("context", "page", "url") ?? item.TextAt("properties", "url");
        var from = address?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        return from < 0 ? null : address![from..].Split('#')[0];
    }
}
