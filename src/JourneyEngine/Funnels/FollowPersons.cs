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
        var met = await VisitorStreams.Between(connection, site, position, last, cancellation);
        var (linkedThen, linkedNow) = (
            await IdentityGraphs.OfSite(connection, site, position, cancellation),
            await IdentityGraphs.OfSite(connection, site, last, cancellation)
        );
        var recognise = moment.Rules.Recognise;
        var (then, now) = (new Dictionary<string, Person>(), new Dictionary<string, Person>());
        var open = new Queue<string>(met.Concat(linkedNow.Pseudonyms.Where(IsJoinedOtherwise)));
        var seen = new HashSet<string>(open, StringComparer.Ordinal);
        while (open.TryDequeue(out var id))
        {
            var (before, after) = (linkedThen.Recognised(id, recognise), linkedNow.Recognised(id, recognise));
            (then[Name(before)], now[Name(after)]) = (before, after);
            foreach (var it in before.Pseudonyms.Concat(after.Pseudonyms).Where(it => seen.Add(it.Id)))
                open.Enqueue(it.Id);
        }

        return ([.. then.Values], [.. now.Values]);

        bool IsJoinedOtherwise(string id) =>
            Name(linkedThen.Recognised(id, recognise)) != Name(linkedNow.Recognised(id, recognise));
    }

    /// <remarks>A pseudonym that stands alone may have the name of a person.</remarks>
    private static string Name(Person person) =>
        string.Join(' ', person.Pseudonyms.Select(it => $"{it.Id.Length} {it.Id}"));
}
