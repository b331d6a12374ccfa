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
    public static IReadOnlyList<string> Notes(IncomingEvent sent, string? name, string? path)
    {
        List<string>? told = null;
        Compare("name", sent.Name, name);
        Compare("path", PathOf(sent.Page.Path), path);
        if (sent.Campaign is { } said)
        {
            Compare("campaign source", said.Source, CampaignText.Normal(said.Source));
            Compare("campaign medium", said.Medium, CampaignText.Normal(said.Medium));
            Compare("campaign name", said.Name, CampaignText.Normal(said.Name));
            Compare("campaign term", said.Term, CampaignText.Normal(said.Term));
            Compare("campaign content", said.Content, CampaignText.Normal(said.Content));
        }

        return told ?? (IReadOnlyList<string>)[];

        void Compare(string what, string? said, string? stored)
        {
            if (said is not null && !string.IsNullOrEmpty(stored) && said != stored)
                (told ??= []).Add(Note(what));
        }
    }

    /// <remarks>Without what is never kept of it.</remarks>
    /// <returns>Null where a whole address was sent.</returns>
    private static string? PathOf(string? sent)
    {
        var path = sent?.Split('?', '#')[0];
        return path?.Contains("://", StringComparison.Ordinal) == true ? null : path;
    }
}
