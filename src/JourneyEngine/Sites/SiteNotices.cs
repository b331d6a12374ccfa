using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>What holds on a site for whoever has not chosen otherwise.</summary>
/// <param name="Mode">One of <see cref="ModeNames"/>.</param>
public sealed record SiteTerms(NoticeRules Notice, string Mode);

/// <summary>The notice and the mode of each site, remembered, also where a site has published none.</summary>
/// <remarks>A change through this host holds at once, one through another host after a fifth of a second, one past
/// every host after ten seconds.</remarks>
public sealed class SiteNotices(SiteConfiguration configuration, NpgsqlDataSource database)
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(10);

    private static readonly NoticeRules Default = new(DefaultNotice.Value);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    private sealed record Known(int Changes, long ReadAt, Task<SiteTerms> Terms);

    /// <param name="site">One that is known to exist: what is found is remembered.</param>
    public ValueTask<SiteTerms> Of(string site, CancellationToken cancellation)
    {
        var known = _known.GetValueOrDefault(site);
        if (known is null || !Holds(known))
            _known[site] = known = new Known(configuration.Changes, Environment.TickCount64, Read(site, known));
        return known.Terms.IsCompletedSuccessfully
            ? ValueTask.FromResult(known.Terms.Result)
            : new ValueTask<SiteTerms>(known.Terms.WaitAsync(cancellation));
    }

    /// <summary>A version of a site's notice, as it was published; 0 is the default one.</summary>
    /// <returns>Null if there is no such version.</returns>
    public async Task<NoticePublished?> Version(string site, int version, CancellationToken cancellation)
    {
        if (version == 0)
            return DefaultNotice.Value;
        return await ConfigurationStreams.Version<NoticePublished>(
            database,
            site,
            StreamNames.Notice,
            version,
            cancellation
        );
    }

    private bool Holds(Known known) =>
        known.Changes == configuration.Changes
        && Environment.TickCount64 - known.ReadAt <= LongestKept.TotalMilliseconds
        && !known.Terms.IsFaulted;

    /// <remarks>Whoever waits for it may give up; the others go on waiting.</remarks>
    private async Task<SiteTerms> Read(string site, Known? before)
    {
        var notice = await configuration.Stored<NoticePublished>(site, StreamNames.Notice, CancellationToken.None);
        var mode = await configuration.Stored<ModeChanged>(site, StreamNames.Mode, CancellationToken.None);
        return new SiteTerms(Compiled(notice, before), mode?.Mode ?? ModeNames.Measure);
    }

    private static NoticeRules Compiled(NoticePublished? notice, Known? before) =>
        notice is null ? Default
        : before is { Terms: { IsCompletedSuccessfully: true, Result.Notice: var last } }
        && last.Version == notice.Version
            ? last
        : new NoticeRules(notice);
}
