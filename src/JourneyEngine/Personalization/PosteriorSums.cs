using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using Marten;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>The sums over journeys that posteriors are made of.</summary>
internal static class PosteriorSums
{
    public static readonly Measure[] Measures =
    [
        OfferSums.Offered,
        OfferSums.Accepted,
        OfferSums.Crowded,
        OfferSums.AcceptedInCrowd,
    ];

    public static async Task<IEnumerable<(OfferCell Cell, long Count)>> Read(
        NpgsqlConnection connection,
        string site,
        string? slot,
        CancellationToken cancellation
    )
    {
        var sums = await SumTable.Read(
            connection,
            site,
            new SumsWanted(Measures, "", 0, (0, int.MaxValue), slot),
            cancellation
        );
        return sums.Select(it => (OfferSums.Of(it.Key.Measure, it.Key.Cell), it.Value));
    }

    /// <remarks>What the holdout was shown was not chosen for it; it is kept apart, for the comparison. Of a crowd neither
    /// what it was offered nor what it accepted counts: one without the other would move the rate.</remarks>
    public static PosteriorCell[] Cells(IEnumerable<(OfferCell Cell, long Count)> sums)
    {
        return
        [
            .. sums.Where(it => !it.Cell.HeldOut && Measures.Contains(it.Cell.What))
                .GroupBy(it => (it.Cell.Content, it.Cell.Stage, FromVisit: VisitBucket.Of(it.Cell.Visit)))
                .OrderBy(it => it.Key.Content, StringComparer.Ordinal)
                .ThenBy(it => it.Key.Stage, StringComparer.Ordinal)
                .ThenBy(it => it.Key.FromVisit)
                .Select(it => new PosteriorCell(
                    it.Key.Content,
                    it.Key.Stage,
                    it.Key.FromVisit,
                    Count(it, OfferSums.Offered) - Count(it, OfferSums.Crowded),
                    Count(it, OfferSums.Accepted) - Count(it, OfferSums.AcceptedInCrowd)
                ))
                .Where(it => it.Offered > 0),
        ];

        static long Count(IEnumerable<(OfferCell Cell, long Count)> cells, Measure what) =>
            cells.Where(it => it.Cell.What == what).Sum(it => it.Count);
    }
}
