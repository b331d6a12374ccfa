using System.Runtime.CompilerServices;
using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>The streams of one visitor: of a person, or of a pseudonym that is nobody else's.</summary>
/// <param name="Id">Of the person, or the pseudonym.</param>
/// <param name="IsShared">Whether it is a device of several persons, and so joins nobody.</param>
/// <param name="Streams">Each in order of version.</param>
internal readonly record struct PersonStreams(
    string Id,
    bool IsShared,
    IReadOnlyList<IReadOnlyList<StoredEvent>> Streams
)
{
    private const int Together = 500;

    /// <summary>Those of every visitor of a site, persons last; it takes as long as the site's log is. Memory grows with
    /// links, not with events.</summary>
    /// <param name="position">Up to this place in the log.</param>
    public static async IAsyncEnumerable<PersonStreams> All(
        NpgsqlConnection connection,
        string site,
        long position,
        Recognise recognise,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var links = await IdentityGraphs.OfSite(connection, site, position, cancellation);
        var persons = new Dictionary<string, Person>(StringComparer.Ordinal);
        await foreach (var stream in StreamScan.All(connection, site, position, cancellation))
        {
            var visitor = stream[0].Visitor!;
            var person = links.Recognised(visitor, recognise);
            if (person.IsAlone)
                yield return new(visitor, links.Membership(visitor, recognise).IsShared, [stream]);
            else
                persons[person.Id] = person;
        }

        await foreach (var person in Of(connection, site, persons.Values, position, cancellation))
            yield return person;
    }

    /// <summary>Those of some persons, as far as there are any.</summary>
    public static async IAsyncEnumerable<PersonStreams> Of(
        NpgsqlConnection connection,
        string site,
        IEnumerable<Person> persons,
        long position,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var some in persons.Chunk(Together))
        {
            var wanted = some.SelectMany(it => it.Pseudonyms).Select(it => (site, it.Id, long.MaxValue)).ToArray();
            var streams = await Log.Streams.Read(connection, wanted, cancellation);
            foreach (var person in some)
            {
                List<StoredEvent>[] own =
                [
                    .. person
                        .Pseudonyms.Select(it => streams[(site, it.Id)].Where(it => it.Position <= position).ToList())
                        .Where(it => it.Count > 0),
                ];
                if (own.Length > 0)
                    yield return new PersonStreams(person.Id, false, own);
            }
        }
    }
}
