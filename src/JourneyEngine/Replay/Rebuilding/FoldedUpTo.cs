using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Where fresh tables were folded, and by what.</summary>
/// <param name="Position">Number of the last event of the log that is in them.</param>
/// <param name="Moment">When, by the clock of the database.</param>
/// <param name="Epoch">How often facts had been taken away by then.</param>
/// <param name="Rules">By site.</param>
/// <param name="Links">By site.</param>
internal sealed record FoldedUpTo(
    long Position,
    DateTimeOffset Moment,
    long Epoch,
    Dictionary<string, FoldRules> Rules,
    IReadOnlyDictionary<string, IdentityGraph> Links,
    Generation Generation
)
{
    public Dictionary<string, int> Revisions => Rules.ToDictionary(it => it.Key, it => it.Value.Revision);

    public FoldRules RulesOf(string site) => Rules.GetValueOrDefault(site) ?? FoldRules.Default;

    /// <param name="moment">A transaction that sees one moment of the database.</param>
    public static async Task<FoldedUpTo> Of(
        NpgsqlConnection moment,
        RulesTable rulesTable,
        Generation generation,
        CancellationToken cancellation
    )
    {
        var position = await Checkpoint.ReadPosition(moment, cancellation);
        return new(
            position,
            await Now(moment, cancellation),
            await DatabaseSnapshot.Number(moment, TableSwap.Epoch, cancellation),
            await LatestRules(moment, rulesTable, cancellation),
            await IdentityGraphs.OfAll(moment, position, cancellation),
            generation
        );
    }

    private static async Task<DateTimeOffset> Now(NpgsqlConnection moment, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select now()", moment);
        return (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<Dictionary<string, FoldRules>> LatestRules(
        NpgsqlConnection moment,
        RulesTable rulesTable,
        CancellationToken cancellation
    )
    {
        var sites = new List<string>();
        await using (var command = new NpgsqlCommand("select distinct site from journey.rules", moment))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                sites.Add(reader.GetString(0));
        }

        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in sites)
            rules[site] = await rulesTable.Latest(moment, site, cancellation);
        return rules;
    }
}
