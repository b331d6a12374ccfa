using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Follows facts that were taken out of a visitor's stream: changes the journey, tells anew who is one person
/// with whom, and moves the sums behind the reports.</summary>
internal sealed class RefoldAfterDeletion(RulesTable rulesTable, Generations generations)
{
    private readonly MoveSums _sums = new(rulesTable, generations);

    /// <summary>Within the transaction that takes the facts away, which holds the checkpoint.</summary>
    /// <param name="relinked">Other pseudonyms whose links are others now.</param>
    /// <param name="also">Visitors of whom other facts were taken away.</param>
    /// <param name="left">What is left of the visitor's journey; null if the visitor goes.</param>
    /// <returns>False where no journey was stored.</returns>
    public async Task<bool> Run(
        NpgsqlConnection connection,
        string site,
        string visitor,
        IReadOnlyCollection<string> relinked,
        Func<JourneyRow, Task<JourneyRow?>> left,
        CancellationToken cancellation,
        IReadOnlyCollection<string>? also = null
    )
    {
        var touched = new TouchedJourneys(
            connection,
            rulesTable,
            null,
            await Checkpoint.ReadPosition(connection, cancellation)
        );
        await touched.Gather(
            [],
            [],
            [.. relinked.Concat(also ?? []).Prepend(visitor).Distinct().Select(it => (site, it))],
            cancellation
        );
        var own = touched.Find((site, visitor));
        var now = new List<JourneyRow>();
        foreach (var row in touched.Rows)
        {
            var changed =
                row == own ? await left(row)
                : also?.Contains(row.Visitor) == true ? await Folded(connection, row, cancellation)
                : row;
            var (person, shared) = touched.PersonOf(row.Key);
            if (changed is not null)
                now.Add(changed with { Person = person, Shared = shared });
        }

        if (now.TrueForAll(it => it.Visitor != visitor))
            await JourneyTable.Delete(connection, site, visitor, cancellation);
        await _sums.Run(connection, site, touched.Rows, now, cancellation);
        await JourneyTable.Write(
            connection,
            [.. now.Where(it => it.Journey is not null && it != touched.Find(it.Key))],
            cancellation
        );
        return own is not null;
    }

    /// <summary>What is left of a visitor's stream, folded anew up to where it was folded before.</summary>
    public async Task<JourneyRow> Folded(NpgsqlConnection connection, JourneyRow row, CancellationToken cancellation)
    {
        var left = await Streams.Read(connection, row.Site, row.Visitor, 0, cancellation);
        var rules = await rulesTable.At(connection, row.Site, row.Revision, cancellation);
        var interactions = Streams.Interactions(left.Where(it => it.Version <= row.Version));
        return row with { Journey = Journey.Empty.Fold(rules, interactions) };
    }
}
