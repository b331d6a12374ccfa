using JourneyEngine.Contracts;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Rules;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Keeps what a site's notice says, for as long as it says, counted from when it was received; the rest goes
/// for good.</summary>
public sealed class ApplyRetention(
    NpgsqlDataSource database,
    SiteKeys keys,
    DeleteFacts forget,
    SiteConfiguration configuration
)
{
    private static readonly string Interaction = StoredFacts.NameOf(typeof(InteractionRecorded));

    /// <returns>How many facts went.</returns>
    public async Task<long> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var gone = 0L;
        foreach (var site in await keys.Sites(cancellation))
        {
            var retention = new Retention(
                await configuration.Latest<NoticePublished>(site, StreamNames.Notice, cancellation)
            );
            foreach (var visitor in await Visitors(site, now.AddDays(-retention.ShortestDays), cancellation))
                gone += await forget.Run(
                    site,
                    visitor,
                    DeletionReasons.Retention,
                    (_, events) => Over(events, retention, now),
                    cancellation
                );
        }

        return gone;
    }

    /// <remarks>Whose acts a stream holds is known for as long as it holds one: a device of two people would else become
    /// that of whoever signed in last.</remarks>
    private static IEnumerable<StoredEvent> Over(
        IReadOnlyList<StoredEvent> events,
        Retention retention,
        DateTimeOffset now
    )
    {
        var over = events
            .Where(it => it.ReceivedAt() < now.AddDays(-retention.Days(FactJson.Read(it.Type, it.Data))))
            .ToArray();
        return events.Except(over).Any(it => it.Type == Interaction)
            ? over.Where(it => it.Type != LinkFacts.Type)
            : over;
    }

    private async Task<IEnumerable<string>> Visitors(string site, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await VisitorStreams.WithFactsBefore(connection, site, before, cancellation);
    }
}
