using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>What holds on a site for whoever has not chosen otherwise.</summary>
/// <param name="Mode">One of <see cref="ModeNames"/>.</param>
public sealed record SiteTerms(NoticeRules Notice, string Mode);

/// <summary>The notice and the mode of each site.</summary>
/// <remarks>A change through this host holds at once, one through another host after a fifth of a second, one past
/// every host after ten seconds.</remarks>
public sealed class SiteNotices(SiteConfiguration configuration, ConfigurationCache cache, NpgsqlDataSource database)
{
    private static readonly NoticeRules Default = new(DefaultNotice.Value);

    /// <param name="site">One that is known to exist: what is found is remembered.</param>
    public async ValueTask<SiteTerms> Of(string site, CancellationToken cancellation) =>
        (await cache.Recent<SiteTerms>(site, StreamNames.Notice, false, it => Read(site, it), cancellation))!;

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

    private async Task<SiteTerms?> Read(string site, SiteTerms? before)
    {
        var notice = await configuration.Stored<NoticePublished>(site, StreamNames.Notice, CancellationToken.None);
        var mode = await configuration.Stored<ModeChanged>(site, StreamNames.Mode, CancellationToken.None);
        return new SiteTerms(Compiled(notice, before?.Notice), mode?.Mode ?? ModeNames.Measure);
    }

    private static NoticeRules Compiled(NoticePublished? notice, NoticeRules? before) =>
        notice is null ? Default
        : before?.Version == notice.Version ? before
        : new NoticeRules(notice);
}
