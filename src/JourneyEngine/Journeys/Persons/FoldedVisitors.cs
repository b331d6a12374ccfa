using System.Runtime.CompilerServices;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>A visitor whose journey was folded anew from the log.</summary>
/// <param name="Id">Of the person, or the pseudonym.</param>
/// <param name="Interactions">What it is folded from, in no order.</param>
/// <param name="Streams">Where these stand.</param>
internal sealed record FoldedVisitor(
    string Id,
    CountedVisitor Counted,
    IReadOnlyList<Interaction> Interactions,
    IReadOnlyList<IReadOnlyList<StoredEvent>> Streams
)
{
    /// <summary>Every visitor of a site who counts, folded from what had occurred up to a moment.</summary>
    /// <param name="position">Up to this place in the log.</param>
    /// <param name="until">Milliseconds since 1970 UTC.</param>
    /// <param name="read">Is told how many facts were read, stream by stream.</param>
    public static async IAsyncEnumerable<FoldedVisitor> All(
        NpgsqlConnection connection,
        string site,
        FoldRules rules,
        long position,
        long until,
        Action<int> read,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var person in PersonStreams.All(connection, site, position, rules.Recognise, cancellation))
        {
            foreach (var visitor in Of(person, rules, until))
                yield return visitor;
            read(person.Streams.Sum(it => it.Count));
        }
    }

    /// <summary>Those of the visitors that a person is counted as who count at all.</summary>
    /// <remarks>What was refused since holds for the past, too: who refuses to be counted now is in no figure, and who
    /// refuses to be recognised now is joined nowhere.</remarks>
    public static IEnumerable<FoldedVisitor> Of(PersonStreams person, FoldRules rules, long until)
    {
        var (interactions, journeys, strict) = (
            new List<Interaction[]>(person.Streams.Count),
            new List<Journey>(person.Streams.Count),
            new List<Journey>(person.Streams.Count)
        );
        foreach (var stream in person.Streams)
        {
            var all = Log.Streams.Interactions(stream).ToArray();
            var occurred = all.Where(it => it.At <= until).ToArray();
            var journey = Journey.Empty.Fold(rules, occurred);
            interactions.Add(occurred);
            journeys.Add(journey);
            strict.Add(
                journey with
                {
                    Consents =
                        occurred.Length == all.Length ? journey.Consents : journey.Consents.Stricter(Consents.Of(all)),
                }
            );
        }

        var visitors = Recognition.Joined(strict, rules);
        var isJoined = visitors.Count < journeys.Count;
        for (var i = 0; i < visitors.Count; i++)
        {
            if (!visitors[i].Journey.Counts)
                continue;
            var all = journeys.Select(it => it.Consents).Aggregate((all, it) => all.Stricter(it));
            var consents = isJoined ? all : journeys[i].Consents.WithRefusalsOf(all);
            yield return new FoldedVisitor(
                isJoined ? person.Id : person.Streams[i][0].Visitor!,
                visitors[i] with
                {
                    Journey = visitors[i].Journey with { Consents = consents },
                    IsShared = person.IsShared,
                },
                isJoined ? [.. interactions.SelectMany(it => it)] : interactions[i],
                isJoined ? person.Streams : [person.Streams[i]]
            );
        }
    }

    /// <summary>All of the visitors that a person is counted as; those who do not count with nothing.</summary>
    public static IEnumerable<FoldedVisitor> Everybody(PersonStreams person, FoldRules rules)
    {
        var counted = Of(person, rules, long.MaxValue).ToList();
        return counted.Concat(
            person
                .Streams.Except(counted.SelectMany(it => it.Streams))
                .Select(it => new FoldedVisitor(it[0].Visitor!, new CountedVisitor(Journey.Empty), [], [it]))
        );
    }
}
