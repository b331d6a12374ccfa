using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>Who is another visitor than before, or did something since.</summary>
internal static class FollowPersons
{
    /// <param name="position">An earlier place in the log than the moment's.</param>
    /// <returns>Whom they were counted as at that place, and whom now; each once.</returns>
    public static async Task<(List<Person> Then, List<Person> Now)> Between(
        SiteSnapshot moment,
        long position,
        CancellationToken cancellation
    )
    {
        var ((connection, site), last) = ((moment.Connection, moment.Site), moment.AsOf.Position);
        var recognise = moment.Rules.Recognise;
        var acted = await VisitorStreams.Between(connection, site, position, last, cancellation);
        var named = await LinkFacts.NamedBetween(connection, site, position, last, cancellation);
        var ids = acted.Concat(named).ToHashSet();
        while (true)
        {
            var (linkedThen, linkedNow) = (
                await IdentityGraphs.Around(connection, site, ids, position, cancellation),
                await IdentityGraphs.Around(connection, site, ids, last, cancellation)
            );
            var then = ids.Select(it => linkedThen.Recognised(it, recognise)).ToLookup(Name);
            var now = ids.Select(it => linkedNow.Recognised(it, recognise)).ToLookup(Name);
            var all = then.Concat(now).SelectMany(it => it.First().Pseudonyms).Select(it => it.Id).ToList();
            // Whoever was one person with them may be another's now, and the other way round.
            if (ids.IsSupersetOf(all))
                return ([.. then.Select(it => it.First())], [.. now.Select(it => it.First())]);
            ids.UnionWith(all);
        }
    }

    /// <remarks>A pseudonym that stands alone may have the name of a person.</remarks>
    private static string Name(Person person) =>
        string.Join(' ', person.Pseudonyms.Select(it => $"{it.Id.Length} {it.Id}"));
}
