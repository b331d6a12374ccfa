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
public sealed class HistoryDoor(FactLog log, WarmJourneys journeys, NpgsqlDataSource database, KeyDerivation keyring)
{
    /// <remarks>Whom a refusal shut out is let in for what came before it and after a later consent, and shut out again
    /// where the refusal is the last word.</remarks>
    internal async Task<AppendOutcome[]> Append(string site, NewFact[] facts, CancellationToken cancellation)
    {
        if (facts.Length == 0)
            return [];
        var outcomes = await log.Append(site, facts);
        var consenting = facts.Where(it => Says(it, granted: true)).Select(it => it.Visitor).ToHashSet();
        var shut = Enumerable
            .Range(0, facts.Length)
            .Where(it => outcomes[it] == AppendOutcome.Closed && consenting.Contains(facts[it].Visitor))
            .ToArray();
        var refusing = facts.Where(it => Says(it, granted: false)).Concat(shut.Select(it => facts[it]));
        var judged = refusing.Select(it => it.Visitor).ToHashSet();
        if (judged.Count == 0)
            return outcomes;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var visitor in shut.Select(it => facts[it].Visitor).ToHashSet())
            await ClosedVisitors.Reopen(connection, site, keyring.SubjectHash(site, visitor), cancellation);
        var again = shut.Length == 0 ? [] : await log.Append(site, [.. shut.Select(it => facts[it])]);
        for (var i = 0; i < again.Length; i++)
            outcomes[shut[i]] = again[i];
        foreach (var visitor in judged)
            await CloseIfRefused(connection, site, visitor);
        return outcomes;
    }

    private async Task CloseIfRefused(NpgsqlConnection connection, string site, string visitor)
    {
        var consents = (await journeys.Read(site, visitor, CancellationToken.None)).Journey.Consents;
        if (consents.Find(Purpose.Measure) is not { Granted: false } refusal)
            return;
        var why = refusal.Chosen is { Granted: false } ? ClosedVisitors.Objected : ClosedVisitors.Signalled;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(refusal.At);
        var mark = keyring.SubjectHash(site, visitor);
        await ClosedVisitors.Close(connection, site, mark, why, at, CancellationToken.None);
    }

    private static bool Says(NewFact fact, bool granted)
    {
        var choices = (fact.Body as ConsentChanged)?.Choices ?? (fact.Body as InteractionRecorded)?.Choices;
        return (granted ? choices?.Granted : choices?.Refused)?.Contains(Purpose.Measure) == true;
    }
}
