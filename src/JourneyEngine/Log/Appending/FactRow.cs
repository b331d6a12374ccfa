using JourneyEngine.Contracts;
using JourneyEngine.Http;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact with everything that its row needs.</summary>
/// <param name="Mark">Of the visitor whose stream it goes to; see <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="OtherMarks">Of other pseudonyms that the fact names, and of other names of them.</param>
internal readonly record struct FactRow(
    string Site,
    string Stream,
    Guid Id,
    string Type,
    string Data,
    byte[] Mark,
    byte[][] OtherMarks
)
{
    /// <param name="marks">Those of visitors that are known already, by site and visitor.</param>
    public static FactRow Of(
        string site,
        NewFact fact,
        Guid id,
        KeyDerivation keys,
        Dictionary<(string, string), byte[]> marks
    ) =>
        new(
            site,
            StreamNames.Visitor(fact.Visitor),
            id,
            StoredFacts.NameOf(fact.Body.GetType()),
            FactJson.Write(fact.Body),
            MarkOf(site, fact.Visitor, keys, marks),
            OthersOf(fact) is { Length: > 0 } others
                ? Array.ConvertAll(others, it => MarkOf(site, it, keys, marks))
                : []
        );

    private static string[] OthersOf(NewFact fact) =>
        fact.Body is IdentityLinked link ? [link.Alias, .. fact.OtherNames ?? []] : fact.OtherNames ?? [];

    private static byte[] MarkOf(
        string site,
        string visitor,
        KeyDerivation keys,
        Dictionary<(string, string), byte[]> marks
    ) =>
        marks.TryGetValue((site, visitor), out var mark)
            ? mark
            : marks[(site, visitor)] = keys.SubjectHash(site, visitor);
}
