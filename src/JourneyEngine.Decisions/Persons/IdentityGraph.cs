using System.Collections.Concurrent;

namespace JourneyEngine.Decisions.Persons;

/// <summary>Tells whom each pseudonym belongs to, by a set of links.</summary>
/// <remarks>See <see cref="Person"/>. In which order links are given, and how often, does not matter. It is read by many
/// at once.</remarks>
public sealed class IdentityGraph
{
    private readonly HashSet<string> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<IdentityLink>> _links = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Person> _ofUser = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Person> _vouched = new(StringComparer.Ordinal);

    /// <param name="links">At least those that name the pseudonyms that are asked for, their user ids or the devices of
    /// these; others change nothing.</param>
    public IdentityGraph(IEnumerable<IdentityLink> links)
    {
        foreach (var link in links)
        {
            _users.Add(link.User);
            if (link.Device == link.User)
                continue;
            Of(link.Device).Add(link);
            Of(link.User).Add(link);
        }
    }

    /// <summary>Every pseudonym that a link names.</summary>
    public IEnumerable<string> Pseudonyms => _links.Keys;

    public bool IsUser(string id) => _users.Contains(id);

    /// <summary>Those that name a pseudonym on either side.</summary>
    public IEnumerable<IdentityLink> Naming(string id) => _links.GetValueOrDefault(id) ?? [];

    public Person PersonOf(string id)
    {
        if (UserOf(id) is not { } user)
            return Person.Alone(id);
        if (!_ofUser.TryGetValue(user, out var person))
        {
            person = Make(user);
            foreach (var own in person.Pseudonyms.Where(it => it.IsUser))
                _ofUser[own.Id] = person;
        }

        return person;
    }

    /// <summary>What of the person the site's server stands for, seen from a pseudonym.</summary>
    public Person VouchedPersonOf(string id)
    {
        var person = PersonOf(id);
        if (!_users.Contains(id) && (person.IsAlone || !_links[id].Any(it => it.Vouched)))
            return Person.Alone(id);
        return _vouched.GetOrAdd(
            person.Id,
            static (_, all) => all with { Pseudonyms = [.. all.Pseudonyms.Where(it => it.Vouched)] },
            person
        );
    }

    /// <summary>Whether a pseudonym is a device of several persons, and so joins nobody.</summary>
    public bool IsShared(string id) => !_users.Contains(id) && _links.ContainsKey(id) && UserOf(id) is null;

    /// <returns>A user id under which a pseudonym acted, where all of them are one person's; null where there is none
    /// such.</returns>
    private string? UserOf(string id)
    {
        if (_users.Contains(id))
            return id;
        if (!_links.TryGetValue(id, out var links))
            return null;
        var first = links.First().User;
        return links.All(it => it.User == first) || links.All(it => SameUser(first).Contains(it.User)) ? first : null;
    }

    private Person Make(string user)
    {
        var own = SameUser(user);
        var links = own.SelectMany(Naming).ToArray();
        int Named(IEnumerable<IdentityLink> by) => own.Union(by.Select(it => it.Device)).Count();
        // A device that the site's server stands for, and that somebody named as a user id, is told of.
        var devices = links
            .Where(it =>
                !_users.Contains(it.Device) || (it is { Vouched: true, Aliased: false } && !own.Contains(it.Device))
            )
            .Select(it => it.Device)
            .Distinct(StringComparer.Ordinal)
            .ToLookup(it => !_users.Contains(it) && _links[it].All(link => own.Contains(link.User)));
        return new Person(
            own.Min!,
            [
                .. own.Select(it => new Pseudonym(it, IsUser: true, Vouched: true)),
                .. devices[true].Order(StringComparer.Ordinal).Select(Device),
            ],
            [.. devices[false].Order(StringComparer.Ordinal)]
        )
        {
            Named = Named(links),
            NamedVouched = Named(links.Where(it => it.Vouched)),
        };
    }

    private Pseudonym Device(string id) =>
        new(
            id,
            IsUser: false,
            _links[id].Any(it => it.Vouched),
            _links[id].All(it => it is { Aliased: true, Vouched: false })
        );

    /// <summary>A user id and those that are the same person's by vouched aliases; where there are more than there can
    /// be, none of them is.</summary>
    private SortedSet<string> SameUser(string id)
    {
        var (found, open) = (new SortedSet<string>(StringComparer.Ordinal) { id }, new Queue<string>([id]));
        while (open.TryDequeue(out var user))
        {
            foreach (var link in Naming(user))
            {
                var other = link.Device == user ? link.User : link.Device;
                if (link.JoinsUsers && _users.Contains(link.Device) && found.Add(other))
                    open.Enqueue(other);
            }
        }

        return found.Count <= Person.MostUserIds ? found : new(StringComparer.Ordinal) { id };
    }

    private HashSet<IdentityLink> Of(string id)
    {
        if (!_links.TryGetValue(id, out var links))
            _links[id] = links = [];
        return links;
    }
}
