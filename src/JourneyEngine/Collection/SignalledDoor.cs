using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Collection;

/// <summary>
/// A refusal to be measured that an event signals shuts the door, on every host; consent that is signalled later opens
/// it again, unless the visitor or the site's server had shut it.
/// </summary>
public sealed class SignalledDoor(WarmJourneys journeys, NpgsqlDataSource database, KeyDerivation keys)
{
    /// <summary>Opens the door to visitors whose events were shut out, where one of them consents.</summary>
    /// <param name="isShut">Whether the event at a place was shut out.</param>
    /// <returns>The places of the events that may come in now.</returns>
    internal async Task<IReadOnlyList<int>> Reopen(
        PendingEvent[] judged,
        Func<int, bool> isShut,
        CollectionTerms terms,
        CancellationToken cancellation
    )
    {
        var consenting = Enumerable
            .Range(0, judged.Length)
            .Where(it => isShut(it) && RequireConsent.SaidNow(judged[it]) == true)
            .ToLookup(it => judged[it].Visitor, it => judged[it].Time, StringComparer.Ordinal);
        if (consenting.Count == 0)
            return [];
        var from = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var visitor in consenting)
        {
            var refused = await ClosedVisitors.ReopenSignalled(
                connection,
                terms.Site,
                keys.SubjectHash(terms.Site, visitor.Key),
                visitor.Max(it => it.OccurredAt),
                cancellation
            );
            if (refused is { } at)
                from[visitor.Key] = visitor.Where(it => it.OccurredAt > at).Min(it => it.At);
        }

        return
        [
            .. Enumerable
                .Range(0, judged.Length)
                .Where(it =>
                    isShut(it) && from.TryGetValue(judged[it].Visitor, out var since) && judged[it].Time.At >= since
                ),
        ];
    }

    /// <summary>Shuts the door behind those who refused, and did not consent again since.</summary>
    internal async Task Close(PendingEvent[] judged, CollectionTerms terms, CancellationToken cancellation)
    {
        var refusing = judged
            .Where(RequireConsent.IsRefusal)
            .ToLookup(it => it.Visitor, it => it.Time, StringComparer.Ordinal);
        if (refusing.Count == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var visitor in refusing)
        {
            var refused = visitor.Max(it => it.OccurredAt);
            if (await GrantedAfter(refused) is not null)
                continue;
            var mark = keys.SubjectHash(terms.Site, visitor.Key);
            await ClosedVisitors.CloseSignalled(connection, terms.Site, mark, refused, cancellation);
            if (judged.Any(it => it.IsUser && it.Visitor == visitor.Key))
                journeys.InvalidateLinks();
            // Another host may have stored consent meanwhile, which found the door still open.
            if (await GrantedAfter(refused) is { } granted)
                await ClosedVisitors.ReopenSignalled(connection, terms.Site, mark, granted, cancellation);

            async Task<DateTimeOffset?> GrantedAfter(DateTimeOffset at) =>
                (await journeys.Read(terms.Site, visitor.Key, cancellation)).Journey.Consents.Find(Purpose.Measure)
                    is { Granted: true } consent
                && consent.At > at.ToUnixTimeMilliseconds()
                    ? DateTimeOffset.FromUnixTimeMilliseconds(consent.At)
                    : null;
        }
    }
}
