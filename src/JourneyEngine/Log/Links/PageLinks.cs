using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Log.Links;

/// <summary>What a page of the log tells of who belongs together.</summary>
internal sealed class PageLinks
{
    private readonly Dictionary<string, List<IdentityLink>> _links = new(StringComparer.Ordinal);

    /// <summary>Pseudonyms that links of the page name.</summary>
    public HashSet<(string Site, string Visitor)> Named { get; } = [];

    public PageLinks(IEnumerable<StoredEvent> page)
    {
        foreach (var it in page.Where(it => it.Type == LinkFacts.Type))
        {
            var link = FactJson.Read<IdentityLinked>(it.Data);
            Add(it.Site, new(it.Visitor!, link.Alias, link.Vouched == true, link.Aliased == true));
            Named.Add((it.Site, it.Visitor!));
            Named.Add((it.Site, link.Alias));
        }
    }

    /// <summary>A visitor acted as a user id.</summary>
    public void AddUser(string site, string visitor) => Add(site, new(visitor, visitor, Vouched: true));

    /// <returns>One to itself of each visitor that acted as a user id.</returns>
    public IReadOnlyList<IdentityLink> Of(string site) => _links.GetValueOrDefault(site, []);

    private void Add(string site, IdentityLink link)
    {
        if (!_links.TryGetValue(site, out var links))
            _links[site] = links = [];
        links.Add(link);
    }
}
