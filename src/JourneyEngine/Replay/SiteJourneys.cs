using System.Runtime.CompilerServices;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Every journey of a site, folded anew from the log under rules of choice, one after the other.</summary>
public static class SiteJourneys
{
    private const int Told = 1_000;

    /// <summary>A visitor who counts: there was a visit, and counting was not refused.</summary>
    public readonly record struct Folded(string Visitor, Journey Journey);

    /// <param name="until">Only what had occurred up to then; all where absent.</param>
    /// <param name="progress">Visitors' facts read so far, of how many.</param>
    public static async IAsyncEnumerable<Folded> Read(
        NpgsqlConnection connection,
        string site,
        FoldRules rules,
        DateTimeOffset? until,
        IProgress<(long Done, long Total)> progress,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (done, total, last) = (
            0L,
            await SiteLog.Count(connection, site, cancellation),
            until?.ToUnixTimeMilliseconds() ?? long.MaxValue
        );
        await foreach (var stream in StreamScan.All(connection, site, long.MaxValue, cancellation))
        {
            if ((done + stream.Count) / Told > done / Told)
                progress.Report((done + stream.Count, total));
            done += stream.Count;
            var known = Streams.Interactions(stream).ToArray();
            var journey = Journey.Empty.Fold(rules, known.Where(it => it.At <= last));
            if (journey.Counts && !Consents.Refuse(known, Purpose.Measure))
                yield return new Folded(stream[0].Visitor!, journey);
        }

        progress.Report((total, total));
    }
}
