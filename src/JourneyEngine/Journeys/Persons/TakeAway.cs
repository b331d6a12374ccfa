using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Follows facts that were taken out of a visitor's stream: changes the journey, tells anew who is one person
/// with whom, and moves the sums behind the reports.</summary>
internal sealed class TakeAway(RulesTable rulesTable, Generations generations)
{
    private readonly MoveSums _sums = new(rulesTable, generations);

    /// <summary>Within the transaction that takes the facts away, which holds the checkpoint.</summary>
    /// <param name="relinked">Other pseudonyms whose links are others now.</param>
    /// <param name="left">What is left of the visitor's journey; null if the visitor goes.</param>
    /// <returns>False where no journey was stored.</returns>
    public async Task<bool> Run(
        NpgsqlConnection connection,
        string site,
        string visitor,
        IEnumerable<string> relinked,
        Func<JourneyRow, Task<JourneyRow?>> left,
        CancellationToken cancellation
    )
    {
        var touched = new TouchedJourneys(
            connection,
            rulesTable,
            null,
            await Checkpoint.ReadPosition(connection, cancellation)
        );
        await touched.Gather([], [.. relinked.Prepend(visitor).Distinct().Select(it => (site, it))], cancellation);
        var own = touched.Find((site, visitor));
        var now = touched
            .Rows.Where(it => it != own)
            .Select(it =>
            {
                var (person, shared) = touched.PersonOf(it.Key);
                return it with { Person = person, Shared = shared };
            })
            .ToList();
        if (own is not null && await left(own) is { } changed)
        {
            var (person, shared) = touched.PersonOf(own.Key);
            now.Add(changed with { Person = person, Shared = shared });
        }
        else
            await JourneyTable.Delete(connection, site, visitor, cancellation);

        await _sums.Run(connection, site, touched.Rows, now, cancellation);
        await JourneyTable.Write(
            connection,
            [.. now.Where(it => it.Journey is not null && it != touched.Find(it.Key))],
            cancellation
        );
        return own is not null;
    }
}
