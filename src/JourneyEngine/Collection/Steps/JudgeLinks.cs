using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Collection.Steps;

/// <summary>Looks at links with those that are stored: an alias that makes one user id too many or closes a loop is
/// refused, and who links a device that several persons use is told.</summary>
public sealed class JudgeLinks(NpgsqlDataSource database)
{
    private const string Loop = "this alias closes a loop: the other id is this one already";

    private static readonly string TooMany = $"no more than {Person.MostUserIds} user ids can be one person";

    /// <remarks>One that is stored already is no new one: its retry is a duplicate.</remarks>
    internal async ValueTask Refuse(PendingEvent[] judged, string site, CancellationToken cancellation)
    {
        var places = Enumerable
            .Range(0, judged.Length)
            .Where(it => judged[it] is { Drop: null, Alias: not null, Vouched: true, IsAboutAnother: true })
            .ToArray();
        if (places.Length == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var ids = places.SelectMany(it => (string[])[judged[it].Visitor, judged[it].Alias!]).Distinct().ToArray();
        var stored = await IdentityGraphs.Around(connection, site, ids, long.MaxValue, cancellation);
        var links = stored.Pseudonyms.SelectMany(stored.Naming).ToHashSet();
        foreach (var place in places)
        {
            var link = new IdentityLink(judged[place].Visitor, judged[place].Alias!, Vouched: true, Aliased: true);
            if (links.Contains(link))
                continue;
            var before = new IdentityGraph(links);
            var (one, other) = (before.PersonOf(link.Device), before.PersonOf(link.User));
            if (LeadTo(links, link.User, link.Device))
                judged[place] = judged[place] with { Drop = new Drop(ReceiptStatus.Refused, Loop) };
            // What is no user id becomes a device of the user, however many there are.
            else if (
                one.IsUser(link.Device)
                && one.UserIds.Union(other.UserIds).Append(link.User).Distinct().Count() > Person.MostUserIds
            )
                judged[place] = judged[place] with { Drop = new Drop(ReceiptStatus.Refused, TooMany) };
            else
                links.Add(link);
        }
    }

    /// <summary>Whether aliases of the site's server lead from one id to another.</summary>
    private static bool LeadTo(HashSet<IdentityLink> links, string from, string to)
    {
        var (met, open) = (new HashSet<string> { from }, new Queue<string>([from]));
        while (open.TryDequeue(out var id) && id != to)
        {
            foreach (var next in links.Where(it => it.JoinsUsers && it.Device == id && met.Add(it.User)))
                open.Enqueue(next.User);
        }

        return met.Contains(to);
    }

    /// <param name="linked">Devices that were linked just now.</param>
    /// <returns>Those of them that several persons use.</returns>
    internal async ValueTask<IReadOnlySet<string>> Shared(
        IReadOnlyCollection<string> linked,
        string site,
        CancellationToken cancellation
    )
    {
        if (linked.Count == 0)
            return new HashSet<string>();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Several user ids may be one person's.
        var several = await IdentityLinks.DevicesOfSeveralUsers(connection, site, linked, cancellation);
        var links = await IdentityGraphs.Around(connection, site, several, long.MaxValue, cancellation);
        return several.Where(links.IsShared).ToHashSet();
    }
}
