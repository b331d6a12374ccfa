using JourneyEngine.Contracts;
using JourneyEngine.Http;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact with everything that its row needs.</summary>
/// <param name="SubjectHash">Of the visitor whose stream it goes to; see <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="OtherSubjectHashes">Of other pseudonyms that the fact names, and of other names of them.</param>
internal readonly record struct FactRow(
    string Site,
    string Stream,
    Guid Id,
    string Type,
    string Data,
    byte[] SubjectHash,
    byte[][] OtherSubjectHashes
)
{
    /// <param name="hashes">Those of visitors that are known already, by site and visitor.</param>
    public static FactRow Of(
        string site,
        NewFact fact,
        Guid id,
        KeyDerivation keys,
        Dictionary<(string, string), byte[]> hashes
    ) =>
        new(
            site,
            StreamNames.Visitor(fact.Visitor),
            id,
            StoredFacts.NameOf(fact.Body.GetType()),
            FactJson.Write(fact.Body),
            SubjectHashOf(site, fact.Visitor, keys, hashes),
            OthersOf(fact) is { Length: > 0 } others
                ? Array.ConvertAll(others, it => SubjectHashOf(site, it, keys, hashes))
                : []
        );

    private static string[] OthersOf(NewFact fact) =>
        fact.Body is IdentityLinked link ? [link.Alias, .. fact.OtherNames ?? []] : fact.OtherNames ?? [];

    private static byte[] SubjectHashOf(
        string site,
        string visitor,
        KeyDerivation keys,
        Dictionary<(string, string), byte[]> hashes
    ) =>
        hashes.TryGetValue((site, visitor), out var hash)
            ? hash
            : hashes[(site, visitor)] = keys.SubjectHash(site, visitor);
}
