using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Steps;

/// <summary>Cuts what is longer than what is kept of it (in UTF-16 units), at a whole character, and says so in the
/// receipt: nothing is lost for its length. Ids are not cut: what is left of one could be another's.</summary>
/// <remarks>After the looks at what is personal, which see the whole text.</remarks>
internal static class CutTexts
{
    private const int LongestCampaign = 128;

    public static PendingEvent Step(PendingEvent pending)
    {
        if (pending.Interaction is not { } it)
            return pending;
        List<string>? told = null;
        var (name, host) = (
            Kept("name", it.Name, NormalText.LongestName),
            Kept("referrer", it.ReferrerHost, NormalPath.Longest)
        );
        var path = Kept("path", it.Path, NormalPath.Longest, isPath: true);
        var campaign = it.Campaign is { } sent
            ? new Campaign(
                Kept("campaign source", sent.Source, LongestCampaign),
                Kept("campaign medium", sent.Medium, LongestCampaign),
                Kept("campaign name", sent.Name, LongestCampaign),
                Kept("campaign term", sent.Term, LongestCampaign),
                Kept("campaign content", sent.Content, LongestCampaign)
            )
            : null;
        return told is null
            ? pending
            : pending with
            {
                Notes = [.. pending.Notes, .. told],
                Interaction = it with { Name = name, Path = path, ReferrerHost = host, Campaign = campaign },
            };

        string? Kept(string what, string? text, int longest, bool isPath = false)
        {
            if (text is null || text.Length <= longest)
                return text;
            (told ??= []).Add(Note(what, longest));
            return text.Cut(longest, isPath);
        }
    }

    public static string Note(string what, int longest) => $"{what} was cut to {longest} characters";
}
