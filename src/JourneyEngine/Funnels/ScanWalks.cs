using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>Walks the visitors of a site through a funnel, as their streams tell it.</summary>
internal static class ScanWalks
{
    private const int Together = 1_000;

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
        await foreach (var stream in StreamScan.All(moment.Connection, moment.Site, moment.AsOf.Position, cancellation))
            found.Put(stream, moment.Rules, question, asked, by: 1);
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
        foreach (
            var visitors in (
                await VisitorStreams.Between(
                    moment.Connection,
                    moment.Site,
                    before.Position,
                    moment.AsOf.Position,
                    cancellation
                )
            ).Chunk(Together)
        )
        {
            var streams = await Streams.Read(
                moment.Connection,
                [.. visitors.Select(it => (moment.Site, it, long.MaxValue))],
                cancellation
            );
            foreach (var stream in streams)
            {
                found.Put(stream.Where(it => it.Position <= before.Position), moment.Rules, question, asked, by: -1);
                found.Put(
                    stream.Where(it => it.Position <= moment.AsOf.Position),
                    moment.Rules,
                    question,
                    asked,
                    by: 1
                );
            }
        }

        return found.Summed();
    }
}
