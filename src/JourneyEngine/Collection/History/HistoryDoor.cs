using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Npgsql;

namespace JourneyEngine.Collection.History;

/// <summary>Appends facts that come back with choices among them: whoever had refused to be measured is shut out
/// again.</summary>
public sealed class HistoryDoor(FactLog log, WarmJourneys journeys, NpgsqlDataSource database, KeyDerivation keys)
{
    /// <remarks>
    /// Whom a refusal shut out is let in for what came before it and after a later consent, and shut out again where the
    /// refusal is the last word. As with every fact, nothing is given up when the sender is gone: a door that was opened
    /// would stay so.
    /// </remarks>
    internal async Task<AppendOutcome[]> Append(string site, NewFact[] facts)
    {
        var words = facts
            .Select(MeasurementConsent.Of)
            .OfType<MeasurementConsent>()
            .ToLookup(it => it.Visitor, StringComparer.Ordinal);
        var opened = new Dictionary<string, (string Why, DateTimeOffset At)>(StringComparer.Ordinal);
        try
        {
            var outcomes = await log.Append(site, facts);
            var shut = facts.Where((_, i) => outcomes[i] == AppendOutcome.Closed).Select(it => it.Visitor);
            await Open(site, shut.Distinct().Select(it => words[it]), opened);
            var again = Enumerable
                .Range(0, facts.Length)
                .Where(it => outcomes[it] == AppendOutcome.Closed && opened.ContainsKey(facts[it].Visitor))
                .ToArray();
            var taken = again.Length == 0 ? [] : await log.Append(site, [.. again.Select(it => facts[it])]);
            for (var i = 0; i < taken.Length; i++)
                outcomes[again[i]] = taken[i];
            return outcomes;
        }
        finally
        {
            await Close(site, words.Select(it => it.Key), opened);
        }
    }

    private async Task Open(
        string site,
        IEnumerable<IEnumerable<MeasurementConsent>> shut,
        Dictionary<string, (string Why, DateTimeOffset At)> opened
    )
    {
        var consenting = shut.Select(it => it.Where(word => word.Granted).ToArray())
            .Where(it => it.Length > 0)
            .ToArray();
        if (consenting.Length == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        foreach (var words in consenting)
        {
            var mark = keys.SubjectHash(site, words[0].Visitor);
            var chosen = words.Where(it => !it.IsSignal).Select(it => it.At);
            var was = await ReturningVisitors.Reopen(
                connection,
                site,
                mark,
                words.Max(it => it.At),
                chosen.DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()
            );
            if (was is { } before)
                opened[words[0].Visitor] = before;
        }
    }

    /// <summary>Shuts out whose last word is a refusal, and who was shut out before and has no later word.</summary>
    private async Task Close(
        string site,
        IEnumerable<string> speaking,
        Dictionary<string, (string Why, DateTimeOffset At)> opened
    )
    {
        foreach (var visitor in speaking)
        {
            var consents = (await journeys.Read(site, visitor, CancellationToken.None)).Journey.Consents;
            var last = consents.Find(Purpose.Measure);
            if (
                opened.TryGetValue(visitor, out var before)
                && !(last is { Granted: true } && last.Value.At > before.At.ToUnixTimeMilliseconds())
            )
                await Close(site, visitor, before.Why, before.At);
            if (last is { Granted: false } refusal)
                await Close(
                    site,
                    visitor,
                    refusal.Chosen is { Granted: false } ? ClosedVisitors.Objected : ClosedVisitors.Signalled,
                    DateTimeOffset.FromUnixTimeMilliseconds(refusal.At)
                );
        }
    }

    private async Task Close(string site, string visitor, string why, DateTimeOffset at)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        var mark = keys.SubjectHash(site, visitor);
        await ReturningVisitors.Close(connection, site, mark, why, at);
    }
}
