using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Journeys.Persons;

/// <summary>What journeys put into the reports: those of one person together, where they are joined.</summary>
internal static class PersonSums
{
    /// <param name="rows">All of each person's.</param>
    /// <param name="measures">Whose sums a row is in.</param>
    /// <param name="rules">Those that a row is folded under.</param>
    public static IEnumerable<SumKey> Of(
        IEnumerable<JourneyRow> rows,
        Func<JourneyRow, IReadOnlyList<Measure>> measures,
        Func<JourneyRow, FoldRules> rules
    )
    {
        var persons = new Dictionary<(string, string), List<JourneyRow>>();
        foreach (var row in rows.Where(it => it.Journey is not null))
        {
            if (row.Person is { } person)
            {
                if (!persons.TryGetValue((row.Site, person), out var all))
                    persons[(row.Site, person)] = all = [];
                all.Add(row);
                continue;
            }

            var alone = new CountedVisitor(row.Journey!, IsShared: row.Shared);
            foreach (var key in MeasureSums.Of(measures(row), alone, rules(row)))
                yield return key;
        }

        foreach (var all in persons.Values.Where(IsBroughtTogether))
        {
            foreach (var visitor in Recognition.Joined(all.ConvertAll(it => it.Journey!), rules(all[0])))
            {
                foreach (var key in MeasureSums.Of(measures(all[0]), visitor, rules(all[0])))
                    yield return key;
            }
        }
    }

    /// <summary>Whether journeys of one person are folded and summed by the same: until they are, they are in no
    /// sums.</summary>
    public static bool IsBroughtTogether(IEnumerable<JourneyRow> ofPerson) =>
        ofPerson.Select(it => (it.Revision, it.Generation)).Distinct().Count() == 1;
}
