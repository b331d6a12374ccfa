using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Steps;

/// <summary>The campaign that brought a visitor: what the app says of it, else the address of the page.</summary>
internal static class SentCampaign
{
    /// <remarks>
    /// A parameter is unescaped only here, after the token gate, so <c>%00</c> is looked for again: the database takes
    /// no NUL.
    /// </remarks>
    public static Campaign? Of(IncomingEvent sent)
    {
        var (campaign, query) = (sent.Campaign, Query(sent.Page));
        if (query is null)
            return campaign is null ? null : Kept(campaign, null);
        return Kept(campaign, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseNullableQuery(query));
    }

    private static Campaign? Kept(
        Campaign? sent,
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues>? query
    )
    {
        string? Part(string? given, string utm)
        {
            var part = given ?? (query is not null && query.TryGetValue(utm, out var value) ? value[0] : null);
            return part is { Length: > 0 } && !part.Contains('\0') ? part : null;
        }

        var campaign = new Campaign(
            Part(sent?.Source, "utm_source"),
            Part(sent?.Medium, "utm_medium"),
            Part(sent?.Name, "utm_campaign"),
            Part(sent?.Term, "utm_term"),
            Part(sent?.Content, "utm_content")
        );
        return campaign == new Campaign(null, null, null, null, null) ? null : campaign;
    }

    private static string? Query(in PageAddress page)
    {
        var address = page.Search ?? page.Url;
        var from = address?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        return from < 0 ? null : address![from..].Split('#')[0];
    }
}
