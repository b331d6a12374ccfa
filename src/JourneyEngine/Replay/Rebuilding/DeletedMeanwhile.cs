using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Whom fresh tables know otherwise than the log by now, because facts were taken away since they were
/// folded.</summary>
/// <param name="Gone">Of whom nothing is left that was folded.</param>
/// <param name="Partners">Of whom something is left, to be folded anew.</param>
/// <param name="Relinked">Pseudonyms that are joined otherwise.</param>
internal sealed record DeletedMeanwhile(
    HashSet<(string Site, string Visitor)> Gone,
    HashSet<(string Site, string Visitor)> Partners,
    (string Site, string Visitor)[] Relinked
)
{
    private static readonly IdentityGraph Nobody = new([]);

    /// <param name="journeys">The fresh table.</param>
    public static async Task<DeletedMeanwhile> Find(
        NpgsqlConnection connection,
        string journeys,
        FoldedUpTo upTo,
        CancellationToken cancellation
    )
    {
        var gone = await NothingLeft(connection, journeys, upTo.Position, cancellation);
        var links = await IdentityGraphs.OfAll(connection, upTo.Position, cancellation);
        var relinked = upTo
            .Links.Keys.Union(links.Keys)
            .SelectMany(site =>
            {
                var (before, now) = (upTo.Links.GetValueOrDefault(site, Nobody), links.GetValueOrDefault(site, Nobody));
                var recognise = upTo.RulesOf(site).Recognise;
                return before
                    .Pseudonyms.Union(now.Pseudonyms)
                    .Where(it => before.Membership(it, recognise) != now.Membership(it, recognise))
                    .Select(it => (site, it));
            });
        // With an erased stream the decisions went that saw it in other streams; of others, single facts did.
        var partners = gone.Select(it => (it.Site, upTo.Links.GetValueOrDefault(it.Site, Nobody).PersonOf(it.Visitor)))
            .SelectMany(it =>
                it.Item2.Pseudonyms.Select(own => own.Id).Concat(it.Item2.SharedDevices).Select(id => (it.Site, id))
            )
            .Concat(await VisitorStreams.WithFactsForgotten(connection, upTo.Moment, cancellation))
            .Except(gone)
            .ToHashSet();
        return new(gone, partners, [.. relinked]);
    }

    /// <remarks>A stream that begins later is one of somebody who came anew.</remarks>
    private static async Task<HashSet<(string Site, string Visitor)>> NothingLeft(
        NpgsqlConnection connection,
        string journeys,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            select site, visitor from {journeys} journey
            where not {LogSql.HasStreamOf("journey.site", "journey.visitor")}
            union
            select site, visitor from {journeys} journey
            where (site, visitor) in ({LogSql.VisitorsAfter("$1")})
                and not {LogSql.IsBegunUpTo("$1", "journey.site", "journey.visitor")}
            """,
            connection
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = position });
        var gone = new HashSet<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            gone.Add((reader.GetString(0), reader.GetString(1)));
        return gone;
    }
}
