using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Steps;

/// <summary>Tells what is stored in another form than it was sent in: the one that all its spellings have.</summary>
internal static class Respelled
{
    public static string Note(string what) => $"{what} is stored in the form that all spellings of it have";

    /// <param name="path">As it is stored, before it is cut.</param>
    public static IReadOnlyList<string> Notes(IncomingEvent sent, string? name, string? path, Campaign? campaign)
    {
        List<string>? told = null;
        Compare("name", sent.Name, name);
        Compare("path", PathOf(sent.Page.Path), path);
        if (sent.Campaign is { } said)
        {
            Compare("campaign source", said.Source, campaign?.Source);
            Compare("campaign medium", said.Medium, campaign?.Medium);
            Compare("campaign name", said.Name, campaign?.Name);
            Compare("campaign term", said.Term, campaign?.Term);
            Compare("campaign content", said.Content, campaign?.Content);
        }

        return told ?? (IReadOnlyList<string>)[];

        void Compare(string what, string? said, string? stored)
        {
            if (!string.IsNullOrEmpty(said) && said != stored)
                (told ??= []).Add(Note(what));
        }
    }

    /// <remarks>Without what is never kept of it.</remarks>
    /// <returns>Null where a whole address was sent.</returns>
    private static string? PathOf(string? sent) =>
        sent?.Contains("://", StringComparison.Ordinal) != false ? null
        : sent.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? sent[..end]
        : sent;
}
