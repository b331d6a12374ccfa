using JourneyEngine.Collection.Wire;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Collection.Steps;

/// <summary>Tells what is stored in another form than it was sent in: the one that all its spellings have.</summary>
internal static class Respelled
{
    private const string Form = " is stored in the form that all spellings of it have";

    public static string Note(string what) => what + Form;

    public static bool IsNote(string told) => told.EndsWith(Form, StringComparison.Ordinal);

    /// <param name="path">As it is stored, before it is cut.</param>
    /// <returns>What there was to tell before, and that.</returns>
    public static IReadOnlyList<string> After(
        IReadOnlyList<string> before,
        IncomingEvent sent,
        string? name,
        string? path
    )
    {
        List<string>? told = null;
        Compare("name", sent.Name, name);
        if (sent.Page.Path is { } said && path is not null && !IsSpelled(said, path))
            (told ??= []).Add(Note("path"));
        if (sent.Campaign is { } campaign)
        {
            Compare("campaign source", campaign.Source, CampaignText.Normal(campaign.Source));
            Compare("campaign medium", campaign.Medium, CampaignText.Normal(campaign.Medium));
            Compare("campaign name", campaign.Name, CampaignText.Normal(campaign.Name));
            Compare("campaign term", campaign.Term, CampaignText.Normal(campaign.Term));
            Compare("campaign content", campaign.Content, CampaignText.Normal(campaign.Content));
        }

        return told is null ? before : [.. before, .. told];

        void Compare(string what, string? said, string? stored)
        {
            if (said is not null && !string.IsNullOrEmpty(stored) && said != stored)
                (told ??= []).Add(Note(what));
        }
    }

    /// <remarks>What is never kept of it, its query and its fragment, is no matter of spelling, nor is a whole
    /// address.</remarks>
    private static bool IsSpelled(ReadOnlySpan<char> said, string path)
    {
        if (said.IndexOfAny('?', '#') is >= 0 and var end)
            said = said[..end];
        return said.SequenceEqual(path) || said.Contains("://", StringComparison.Ordinal);
    }
}
