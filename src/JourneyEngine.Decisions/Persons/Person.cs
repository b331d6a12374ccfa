using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Persons;

/// <summary>One user id and the devices that acted under it and under no other: a star, never a chain.</summary>
/// <remarks>
/// Nothing is reached through a device: one that acted under several user ids is shared, stays a visitor of its own and
/// joins nobody. Several user ids are one person only where a vouched alias says so. So no chain of links carries an
/// act from one person to another.
/// </remarks>
/// <param name="Id">The user id, the first of several in ordinal order; the pseudonym itself where it stands
/// alone.</param>
/// <param name="Pseudonyms">User ids first, then devices, each in ordinal order.</param>
/// <param name="SharedDevices">Devices that acted under this person's user id and under another's.</param>
public sealed record Person(string Id, ImmutableArray<Pseudonym> Pseudonyms, ImmutableArray<string> SharedDevices)
{
    /// <summary>How many user ids can be one person.</summary>
    public const int MostUserIds = 20;

    public bool IsAlone => Pseudonyms.Length == 1;

    public bool Has(string id) => Pseudonyms.Any(it => it.Id == id);

    /// <summary>How many ids links name with the person's user ids, these included: more with every link.</summary>
    public int Named { get; init; } = 1;

    /// <summary>The same by what the site's server stands for alone.</summary>
    public int NamedVouched { get; init; } = 1;

    public IEnumerable<string> UserIds => Pseudonyms.Where(it => it.IsUser).Select(it => it.Id);

    public bool IsUser(string id) => Pseudonyms.Any(it => it.IsUser && it.Id == id);

    /// <returns>One of the pseudonyms, that stands for itself; what is known of the id stays known.</returns>
    public Person Only(string id) =>
        this with
        {
            Id = id,
            Pseudonyms = [.. Pseudonyms.Where(it => it.Id == id)],
            SharedDevices = [],
        };

    public static Person Alone(string id) => new(id, [new Pseudonym(id, IsUser: false, Vouched: true)], []);

    /// <summary>Whom a pseudonym belongs to.</summary>
    /// <param name="links">At least those that name the pseudonym, the person's user ids or the person's devices;
    /// others change nothing.</param>
    public static Person Of(string id, IEnumerable<IdentityLink> links) => new IdentityGraph(links).PersonOf(id);
}
