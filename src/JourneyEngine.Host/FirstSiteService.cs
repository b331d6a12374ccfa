using System.Globalization;
using System.Text.Json;
using JourneyEngine.Sites;
using Npgsql;
using PostgresException = Npgsql.PostgresException;

namespace JourneyEngine.Host;

/// <summary>Makes the site that the configuration names when it is not there yet, with its keys in a file of the data
/// folder; in development <c>demo</c>, to try things on.</summary>
internal sealed class FirstSiteService(HostSettings settings, SiteKeys keys) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Site is not { } site || await Holds(site, cancellationToken))
            return;
        var made = new SiteKeysFile(
            await Issue(site, KeyScope.Write, cancellationToken),
            await Issue(site, KeyScope.Read, cancellationToken),
            await Issue(site, KeyScope.Admin, cancellationToken)
        );
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(SiteKeysFile.Of(settings.DataFolder, site), options);
        await JsonSerializer.SerializeAsync(stream, made, JsonSerializerOptions.Web, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>Where the file was lost, those that it held may be there still, under these names: nobody should be
    /// locked out for it.</remarks>
    private async Task<string> Issue(string site, KeyScope scope, CancellationToken cancellation)
    {
        for (var number = 1; ; number++)
        {
            var name =
                scope.ToString().ToLowerInvariant()
                + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}"));
            try
            {
                return await keys.Issue(site, scope, cancellation, name);
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Another host, or an earlier start, has taken the name.
            }
        }
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
