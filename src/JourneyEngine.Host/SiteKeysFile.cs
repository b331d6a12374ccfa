using System.Text.Json;
using JourneyEngine.Sites.Keys;

namespace JourneyEngine.Host;

/// <summary>A site's keys as they lie in the data folder, <c>demo.keys.json</c> for the site <c>demo</c>: the only
/// place where they can be read again.</summary>
internal static class SiteKeysFile
{
    public static string Of(string folder, string site) => Path.Combine(folder, site + ".keys.json");

    /// <returns>Null if there is no such file.</returns>
    public static FirstKeys? Read(string folder, string site) =>
        File.Exists(Of(folder, site))
            ? JsonSerializer.Deserialize<FirstKeys>(File.ReadAllText(Of(folder, site)), JsonSerializerOptions.Web)
            : null;
}
