using System.Runtime.CompilerServices;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Reads the visitors of a site as they are projected.</summary>
public static class ProjectedVisitors
{
    /// <summary>Every visitor who counts, under the latest rules; persons come last. To be read within one moment of the
    /// database.</summary>
    public static async IAsyncEnumerable<(string Id, CountedVisitor Visitor)> Read(
        NpgsqlConnection connection,
        string site,
        FoldRules rules,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in JourneyTable.OfNoPerson(connection, site, rules.Revision, cancellation))
        {
            if (row.Journey is { Counts: true } journey)
                yield return (row.Visitor, new CountedVisitor(journey, IsShared: row.Shared));
        }

        await foreach (var person in PersonJourneys.OfSite(connection, site, rules.Revision, cancellation))
        {
            foreach (var visitor in Visitors(person.FindAll(it => it.Journey is not null), rules))
                yield return visitor;
        }
    }

    private static IEnumerable<(string Id, CountedVisitor Visitor)> Visitors(List<JourneyRow> person, FoldRules rules)
    {
        var visitors = Recognition.Joined(person.ConvertAll(it => it.Journey!), rules);
        return visitors
            .Select((it, i) => (visitors.Count < person.Count ? person[i].Person! : person[i].Visitor, it))
            .Where(it => it.it.Journey.Counts);
    }
}
