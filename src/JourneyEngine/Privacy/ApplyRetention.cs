using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
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
    /// <summary>25 months: what is neither an interaction nor a decision, and whatever a notice of before allowed to
    /// keep longer.</summary>
    public const int LongestDays = 760;

    private static readonly string InteractionType = StoredFacts.NameOf(typeof(InteractionRecorded));

    /// <summary>They hold what they saw of the interactions, and of what followed from them.</summary>
    private static readonly string[] Decisions =
    [
        StoredFacts.NameOf(typeof(ContentOffered)),
        StoredFacts.NameOf(typeof(ContentShown)),
    ];

    /// <returns>How many facts went.</returns>
    public async Task<long> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var gone = 0L;
        foreach (var site in await keys.Sites(cancellation))
        {
            var notice = await configuration.Latest<NoticePublished>(site, StreamNames.Notice, cancellation);
            var shortest = (notice?.Kinds.Select(it => it.RetentionDays) ?? []).Append(LongestDays).Min();
            foreach (var visitor in await Visitors(site, now.AddDays(-shortest), cancellation))
                gone += await forget.Run(
                    site,
                    visitor,
                    DeletionReasons.Retention,
                    (_, events) => events.Where(it => it.At < now.AddDays(-Days(it, notice, shortest))),
                    cancellation
                );
        }

        return gone;
    }

    /// <remarks>
    /// A choice is kept as the proof of what the rest was done by, and goes with the last of it. A decision goes with
    /// the first interactions that it may have seen or that may have answered it: its snapshot must not outlive them,
    /// nor must it look as if nobody had accepted what was offered.
    /// </remarks>
    private static int Days(StoredEvent stored, NoticePublished? notice, int shortest) =>
        stored.Type == InteractionType ? Days(FactJson.Read<InteractionRecorded>(stored.Data), notice)
        : Decisions.Contains(stored.Type) ? shortest
        : LongestDays;

    private static int Days(InteractionRecorded interaction, NoticePublished? notice) =>
        notice
            ?.Kinds.FirstOrDefault(it =>
                it.Kind == interaction.Kind && (it.Names is null || Has(it.Names, interaction))
            )
            ?.RetentionDays
        ?? LongestDays;

    /// <remarks>Either may have been stored as it was sent.</remarks>
    private static bool Has(IEnumerable<string> names, InteractionRecorded interaction) =>
        interaction.Name is { } name
        && names.Select(NormalText.Name).Contains(NormalText.Name(name), StringComparer.Ordinal);

    private async Task<IEnumerable<string>> Visitors(string site, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await VisitorStreams.WithFactsBefore(connection, site, before, cancellation);
    }
}
