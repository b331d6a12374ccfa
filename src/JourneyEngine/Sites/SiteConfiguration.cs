using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>Reads configuration that is kept as facts: the latest fact of a stream is what holds.</summary>
public sealed class SiteConfiguration(NpgsqlDataSource database, ConfigurationCache cache)
{
    /// <summary>No stream's id ends with it.</summary>
    private const string AllOfThem = "\n";

    /// <remarks>That there is none is remembered of the streams that every site has only one of: anybody may ask for
    /// any other name.</remarks>
    public ValueTask<T?> Latest<T>(string site, string stream, CancellationToken cancellation)
        where T : class =>
        cache.Current<T>(
            site,
            stream,
            keepAbsent: !stream.Contains('/', StringComparison.Ordinal),
            _ => Stored<T>(site, stream, CancellationToken.None),
            cancellation
        );

    /// <summary>What a site does with visitors who have not chosen.</summary>
    public async ValueTask<Mode> SiteMode(string site, CancellationToken cancellation) =>
        Modes.Find((await Latest<ModeChanged>(site, StreamNames.Mode, cancellation))?.Mode) ?? Modes.Default;

    /// <summary>A site's days and weeks.</summary>
    public async ValueTask<SiteCalendar> Calendar(string site, CancellationToken cancellation) =>
        SiteCalendar.Of(await Latest<CalendarChanged>(site, StreamNames.Calendar, cancellation));

    /// <summary>The latest fact of each stream whose id begins with a prefix, by stream id.</summary>
    public async ValueTask<List<T>> AllLatest<T>(string site, string prefix, CancellationToken cancellation)
        where T : class =>
        (
            await cache.Current<List<T>>(
                site,
                prefix + AllOfThem,
                keepAbsent: true,
                async _ =>
                    await ManyConfigurationStreams.LatestOfAll<T>(database, site, prefix, CancellationToken.None),
                cancellation
            )
        )!;

    /// <summary>Past whatever is remembered.</summary>
    internal Task<T?> Stored<T>(string site, string stream, CancellationToken cancellation)
        where T : class => ConfigurationStreams.Latest<T>(database, site, stream, cancellation);
}
