using JourneyEngine.Contracts;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
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
                    (_, events) => events.Where(it => IsOver(it, retention, now)),
                    cancellation
                );
        }

        return gone;
    }

    private static bool IsOver(StoredEvent stored, Retention retention, DateTimeOffset now) =>
        stored.ReceivedAt() < now.AddDays(-retention.Days(FactJson.Read(stored.Type, stored.Data)));

    private async Task<IEnumerable<string>> Visitors(string site, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await VisitorStreams.WithFactsBefore(connection, site, before, cancellation);
    }
}
