using JourneyEngine.Contracts;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Collection.History;

/// <summary>Appends the facts of an export, in its order, each once.</summary>
public sealed class HistoryLog(HistoryDoor door, NpgsqlDataSource database)
{
    private const string NoDevices =
        "it saw several devices of one person, and the file does not hold all of these from their beginnings";

    /// <returns>A receipt for each, in order, after the commit.</returns>
    internal async Task<Receipt[]> Append(string site, HistoryFact[] facts, CancellationToken cancellation)
    {
        var receipts = new Receipt[facts.Length];
        var waiting = new List<int>();
        for (var i = 0; i < facts.Length; i++)
        {
            if (
                facts[i] is
                { Refusal: null, Fact.Body: ContentOffered { Snapshot.Streams: { Length: > 0 } read } offered }
            )
            {
                // It names streams by their first events, which are to be there by then.
                await Flush();
                facts[i] = await Renamed(site, facts[i], offered, read, cancellation);
            }

            if (facts[i].Refusal is { } why)
                receipts[i] = new Receipt(facts[i].Id, ReceiptStatus.Refused, why);
            else
                waiting.Add(i);
        }

        await Flush();
        return receipts;

        async Task Flush()
        {
            var outcomes = await door.Append(site, [.. waiting.Select(it => facts[it].Fact)]);
            for (var i = 0; i < outcomes.Length; i++)
                receipts[waiting[i]] = Receipt.Of(facts[waiting[i]].Id, outcomes[i]);
            waiting.Clear();
        }
    }

    /// <summary>In this log the streams that a decision saw have other numbers.</summary>
    private async Task<HistoryFact> Renamed(
        string site,
        HistoryFact fact,
        ContentOffered offered,
        StreamRead[] read,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var firsts = await FirstEvents.Of(connection, site, fact.Devices, cancellation);
        if (fact.Devices.Length != read.Length || !Array.TrueForAll(fact.Devices, firsts.ContainsKey))
            return fact with { Refusal = NoDevices };
        // One that is shorter here lacks a fact that was refused, so that later ones have other versions.
        var reached = await FirstEvents.LatestVersions(connection, site, fact.Devices, cancellation);
        if (read.Index().Any(it => reached[fact.Devices[it.Index]] < it.Item.Version))
            return fact with { Refusal = NoDevices };
        var streams = read.Select((it, i) => it with { First = firsts[fact.Devices[i]] }).ToArray();
        var body = offered with { Snapshot = offered.Snapshot with { Streams = streams } };
        return fact with { Fact = fact.Fact with { Body = body } };
    }
}
