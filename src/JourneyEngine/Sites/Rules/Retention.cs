using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Sites.Rules;

/// <summary>For how many days a fact of a visitor is kept, by the notice in force.</summary>
/// <param name="notice">Null where none was published.</param>
public sealed class Retention(NoticePublished? notice)
{
    /// <summary>25 months: what is neither an interaction nor a decision, and whatever a notice of before allowed to
    /// keep longer.</summary>
    public const int LongestDays = 760;

    /// <summary>That of the first interactions to go.</summary>
    public int ShortestDays => (notice?.Kinds.Select(it => it.RetentionDays) ?? []).Append(LongestDays).Min();

    /// <remarks>
    /// A choice is kept as the proof of what the rest was done by, and goes with the last of it. A decision goes with
    /// the first interactions that it may have seen or that may have answered it: its snapshot must not outlive them,
    /// nor must it look as if nobody had accepted what was offered.
    /// </remarks>
    public int Days(object fact) =>
        fact switch
        {
            InteractionRecorded it => notice
                ?.Kinds.FirstOrDefault(one => one.Kind == it.Kind && (one.Names is null || Has(one.Names, it)))
                ?.RetentionDays
                ?? LongestDays,
            ContentOffered or ContentShown => ShortestDays,
            _ => LongestDays,
        };

    /// <remarks>Either may have been stored as it was sent.</remarks>
    private static bool Has(IEnumerable<string> names, InteractionRecorded interaction) =>
        interaction.Name is { } name
        && names.Select(NormalText.Name).Contains(NormalText.Name(name), StringComparer.Ordinal);
}
