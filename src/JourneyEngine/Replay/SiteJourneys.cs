using System.Runtime.CompilerServices;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Every journey of a site, folded anew from the log under rules of choice, one after the other.</summary>
public static class SiteJourneys
{
    private const int Told = 1_000;

    /// <summary>A visitor who counts: there was a visit, and counting was not refused.</summary>
    /// <param name="Visitor">The person's id, or the pseudonym.</param>
    public readonly record struct Folded(string Visitor, CountedVisitor Counted)
    {
        public Journey Journey => Counted.Journey;
    }

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
        void Read(int facts)
        {
            if ((done + facts) / Told > done / Told)
                progress.Report((done + facts, total));
            done += facts;
        }

        await foreach (var it in FoldedVisitor.All(connection, site, rules, long.MaxValue, last, Read, cancellation))
            yield return new Folded(it.Id, it.Counted);
        progress.Report((total, total));
    }
}
