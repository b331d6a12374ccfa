using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>Walks the visitors of a site through a funnel, as their streams tell it.</summary>
internal static class ScanWalks
{
    /// <summary>All of them.</summary>
    public static async Task<WalkedGroups> Walk(
        SiteSnapshot moment,
        FunnelQuestion question,
        StepsAsked asked,
        CancellationToken cancellation
    )
    {
        using var turn = await FullScanLimiter.Acquire(cancellation);
        var found = new WalkedGroups(new Walked(question.Funnel.Stages.Length), []);
        await foreach (
            var person in PersonStreams.All(
                moment.Connection,
                moment.Site,
                moment.AsOf.Position,
                moment.Rules.Recognise,
                cancellation
            )
        )
            found.Put(person, moment.Rules, question, asked, by: 1);
        return found.Summed();
    }

    /// <summary>Those of whom something was stored since another answer.</summary>
    public static async Task<WalkedGroups> Follow(
        SiteSnapshot moment,
        (WalkedGroups Found, long Position) before,
        FunnelQuestion question,
        StepsAsked asked,
        CancellationToken cancellation
    )
    {
        var found = before.Found.Copy();
        var (then, now) = await FollowPersons.Between(moment, before.Position, cancellation);
        await Put(then, before.Position, by: -1);
        await Put(now, moment.AsOf.Position, by: 1);
        return found.Summed();

        async Task Put(List<Person> persons, long position, int by)
        {
            await foreach (var it in PersonStreams.Of(moment.Connection, moment.Site, persons, position, cancellation))
                found.Put(it, moment.Rules, question, asked, by);
        }
    }
}
