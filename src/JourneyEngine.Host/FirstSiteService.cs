using System.Text.Json;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Keys;

namespace JourneyEngine.Host;

/// <summary>Makes the site that the configuration names when it has no keys yet, with its keys in a file of the data
/// folder; in development <c>demo</c>, to try things on.</summary>
internal sealed class FirstSiteService(HostSettings settings, SiteKeys keys, ILogger<FirstSiteService> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Site is not { } site || await Holds(site, cancellationToken))
            return;
        if (!await keys.MakeFirst(site, it => Keep(site, it, cancellationToken), cancellationToken))
            logger.LogWarning(
                "The site {Site} has keys, and none of them are in {File}, so the dashboard of this host and the command line "
                    + "have none. Copy the file from the host that made it, or make others: journey keys make {Again}. No "
                    + "keys were made.",
                site,
                SiteKeysFile.Of(settings.DataFolder, site),
                site
            );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>Before they are stored: a file of keys that hold nothing is written anew at the next start.</remarks>
    private async Task Keep(string site, FirstKeys made, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(SiteKeysFile.Of(settings.DataFolder, site), options);
        await JsonSerializer.SerializeAsync(stream, made, JsonSerializerOptions.Web, cancellation);
        stream.Flush(flushToDisk: true);
    }

    /// <remarks>A file may outlive the database it was made for.</remarks>
    private async Task<bool> Holds(string site, CancellationToken cancellation) =>
        SiteKeysFile.Read(settings.DataFolder, site) is { } present
        && (
            await keys.Find(present.AdminKey, cancellation)
            ?? await keys.Find(present.WriteKey, cancellation)
            ?? await keys.Find(present.ReadKey, cancellation)
        )
            is not null;
}
