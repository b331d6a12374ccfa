using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Reads links for whoever asks whom pseudonyms belong to.</summary>
internal static class IdentityGraphs
{
    /// <summary>The links from which the persons of some pseudonyms can be told.</summary>
    /// <remarks>Reads those of the ids, then those of whatever they so far make the persons', until there is nothing
    /// new: usually of the ids, of their user ids, and of the devices of these.</remarks>
    /// <param name="position">As they were at this place in the log.</param>
    /// <param name="recognise">By whose word they are told; by anybody's where absent.</param>
    /// <param name="begun">Links in streams that were read from their beginning already.</param>
    /// <param name="isBegun">Which these are; those of whom there is none count, too.</param>
    /// <param name="most">No more than so many links on either side of one pseudonym; all if null.</param>
    public static async Task<IdentityGraph> Around(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        long position,
        CancellationToken cancellation,
        Recognise? recognise = null,
        IEnumerable<IdentityLink>? begun = null,
        Func<string, bool>? isBegun = null,
        int? most = null
    )
    {
        var (own, links) = (ids.ToHashSet(StringComparer.Ordinal), new HashSet<IdentityLink>(begun ?? []));
        var (asked, graph) = (new HashSet<string>(StringComparer.Ordinal), new IdentityGraph([]));
        string[] open = [.. own];
        while (open.Length > 0)
        {
            if (isBegun is null && asked.Count == 0)
            {
                var likely = await IdentityLinks.OfLikelyPersons(connection, site, open, position, cancellation, most);
                links.UnionWith(likely.Links);
                asked.UnionWith(likely.Asked);
            }
            else
            {
                var streams = isBegun is null ? open : Array.FindAll(open, it => !isBegun(it));
                links.UnionWith(await IdentityLinks.Of(connection, site, open, streams, position, cancellation, most));
                asked.UnionWith(open);
            }

            graph = new IdentityGraph(links);
            open =
            [
                .. own.Select(id => recognise is { } by ? graph.Recognised(id, by) : graph.PersonOf(id))
                    .Distinct()
                    .SelectMany(person => person.Pseudonyms.Select(it => it.Id))
                    .Concat(UsersOf(links, own))
                    // From a user id to those that are the same person's, and never on through a device.
                    .Concat(links.Where(it => it.JoinsUsers && asked.Contains(it.User)).Select(it => it.Device))
                    .Concat(links.Where(it => it.JoinsUsers && graph.IsUser(it.Device)).Select(it => it.User))
                    .Where(it => !asked.Contains(it))
                    .Distinct(StringComparer.Ordinal),
            ];
        }

        return graph;
    }

    /// <summary>All links of a site.</summary>
    public static async Task<IdentityGraph> OfSite(
        NpgsqlConnection connection,
        string site,
        long position,
        CancellationToken cancellation
    ) => new((await IdentityLinks.UpTo(connection, site, position, cancellation)).Select(it => it.Link));

    /// <summary>All links there are, by site.</summary>
    public static async Task<IReadOnlyDictionary<string, IdentityGraph>> OfAll(
        NpgsqlConnection connection,
        long position,
        CancellationToken cancellation
    ) =>
        (await IdentityLinks.UpTo(connection, null, position, cancellation))
            .GroupBy(it => it.Site, it => it.Link)
            .ToDictionary(it => it.Key, it => new IdentityGraph(it));

    /// <remarks>A device of more user ids than can be one person's is shared, whoever they are.</remarks>
    private static IEnumerable<string> UsersOf(IEnumerable<IdentityLink> links, HashSet<string> devices) =>
        links
            .Where(it => devices.Contains(it.Device))
            .GroupBy(it => it.Device)
            .SelectMany(device => device.Select(it => it.User).Take(Person.MostUserIds + 1));
}
