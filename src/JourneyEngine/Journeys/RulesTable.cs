using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>The fold rules of each site, by revision. A revision never changes, so what was read once stays
/// read.</summary>
public sealed class RulesTable
{
    /// <summary>Stored names of the facts that change a site's rules.</summary>
    public static IReadOnlySet<string> ChangingTypes { get; } =
        new HashSet<string>
        {
            StoredFacts.NameOf(typeof(FunnelDefined)),
            StoredFacts.NameOf(typeof(VisitGapChanged)),
            StoredFacts.NameOf(typeof(RecognitionChanged)),
            StoredFacts.NameOf(typeof(CalendarChanged)),
            StoredFacts.NameOf(typeof(SlotDefined)),
        };

    private const string Selected =
        "select revision, gap_minutes, funnels::text, slots::text, recognise, time_zone, week_start from journey.rules "
        + "where site = $1";

    private readonly ConcurrentDictionary<(string Site, int Revision), FoldRules> _known = new();
    private readonly ConcurrentDictionary<string, FoldRules> _latest = new(StringComparer.Ordinal);

    /// <summary>The rules that the projection folds by at this moment.</summary>
    public async Task<FoldRules> Latest(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"{Selected} order by revision desc limit 1", connection);
        command.Parameters.Add(new() { Value = site });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Of(site, reader) : FoldRules.Default;
    }

    /// <summary>The rules of a revision that journeys were folded under.</summary>
    public async Task<FoldRules> At(
        NpgsqlConnection connection,
        string site,
        int revision,
        CancellationToken cancellation
    )
    {
        if (revision == FoldRules.Default.Revision)
            return FoldRules.Default;
        if (_known.TryGetValue((site, revision), out var known))
            return known;
        await using var command = new NpgsqlCommand($"{Selected} and revision = $2", connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = revision });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Of(site, reader);
    }

    /// <summary>The latest rules of a site, as far as this host knows. They hold while it is the only one.</summary>
    internal FoldRules? Remembered(string site) => _latest.GetValueOrDefault(site);

    internal void Publish(string site, FoldRules rules) => _latest[site] = rules;

    /// <summary>What was read may be older than what was published meanwhile.</summary>
    internal void Remember(string site, FoldRules rules) => _latest.TryAdd(site, rules);

    internal void Invalidate() => _latest.Clear();

    public static FoldRules Applied(FoldRules rules, StoredEvent stored) =>
        FactJson.Read(stored.Type, stored.Data) switch
        {
            FunnelDefined funnel => rules.With(funnel),
            VisitGapChanged gap => rules.With(gap),
            RecognitionChanged recognition => rules.With(recognition),
            CalendarChanged calendar => rules.With(calendar),
            SlotDefined slot => rules.With(slot, Same),
            _ => rules,
        };

    private FoldRules Of(string site, NpgsqlDataReader reader)
    {
        var (revision, gap, funnels, slots, recognise, calendar) = (
            reader.GetInt32(0),
            reader.GetInt32(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetString(4),
            SiteCalendar.Of(reader.GetString(5), reader.GetString(6))
        );
        return _known.GetOrAdd(
            (site, revision),
            _ => new FoldRules(
                revision,
                gap,
                FactJson.Read<FunnelDefined[]>(funnels),
                FactJson.Read<SlotOutcome[]>(slots),
                RecogniseWords.Find(recognise) ?? RecogniseWords.Default,
                calendar
            )
        );
    }

    private static bool Same(OutcomeDefinition? a, OutcomeDefinition? b) =>
        a is null || b is null ? a is null && b is null : FactJson.Write(a) == FactJson.Write(b);
}
