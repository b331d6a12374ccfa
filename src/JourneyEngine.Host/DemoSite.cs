using System.Text.Json;
using JourneyEngine.Store;

namespace JourneyEngine.Host;

/// <summary>In development there is a site to try things on: <c>demo</c>, with its keys in the data folder.</summary>
internal sealed class DemoSite(HostSettings settings, SiteKeys keys, IHostEnvironment environment) : IHostedService
{
    private const string Name = "demo";

    private sealed record Keys(string WriteKey, string ReadKey, string AdminKey);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(settings.DataFolder, "demo.keys.json");
        if (!environment.IsDevelopment() || await Holds(file, cancellationToken))
            return;
        var made = new Keys(
            await keys.Issue(Name, KeyScope.Write, cancellationToken),
            await keys.Issue(Name, KeyScope.Read, cancellationToken),
            await keys.Issue(Name, KeyScope.Admin, cancellationToken));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file, options);
        await JsonSerializer.SerializeAsync(stream, made, JsonSerializerOptions.Web, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>A file may outlive the database it was made for.</remarks>
    private async Task<bool> Holds(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            return false;
        var present = JsonSerializer.Deserialize<Keys>(await File.ReadAllTextAsync(file, cancellation), JsonSerializerOptions.Web);
        return present is not null && await keys.Find(present.WriteKey, cancellation) is not null;
    }
}
