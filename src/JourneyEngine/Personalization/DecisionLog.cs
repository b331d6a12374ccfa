using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>Finds decisions by their ids.</summary>
public sealed class DecisionLog(NpgsqlDataSource database)
{
    internal static readonly string OfferedType = StoredFacts.NameOf(typeof(ContentOffered));

    /// <returns>Those that the site made and that were not forgotten, with the visitor of each.</returns>
    public async Task<IReadOnlyList<(string Visitor, ContentOffered Offered)>> Find(
        string site,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellation
    )
    {
        if (ids.Count == 0)
            return [];
        var facts = ids.Select(id => FactIds.Of(site, id.ToString())).ToArray();
        return
        [
            .. (await FactsOfType.Find(database, site, facts, OfferedType, cancellation)).Select(it =>
                (it.Visitor!, FactJson.Read<ContentOffered>(it.Data))
            ),
        ];
    }
}
