using System.Text.Json;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The keys of a site, as the engine writes them into the data folder.</summary>
public sealed record SiteKeys(string WriteKey, string ReadKey, string AdminKey)
{
    /// <returns>Null where the file is not there or does not hold three keys.</returns>
    public static async Task<SiteKeys?> Read(string file, CancellationToken cancellation)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<SiteKeys>(
                await File.ReadAllTextAsync(file, cancellation),
                JsonSerializerOptions.Web
            );
            return keys is { WriteKey.Length: > 0, ReadKey.Length: > 0, AdminKey.Length: > 0 } ? keys : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
