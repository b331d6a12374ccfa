using System.IO.Compression;
using System.Text.Json.Nodes;
using JourneyEngine.Settings;

namespace JourneyEngine.IntegrationTests;

/// <summary>Real data and captured requests beside a checkout of the project; a user's clone has none, and what needs
/// them is skipped.</summary>
public static class Shared
{
    public static string Path(string relative)
    {
        var path = Folder() is { } folder ? System.IO.Path.Combine(folder, relative) : null;
        Skip.If(path is null || !File.Exists(path), $"The data set shared/{relative} is not beside this checkout.");
        return path!;
    }

    public static List<JsonObject> Lines(string relative)
    {
        using var file = File.OpenRead(Path(relative));
        using var text = new StreamReader(
            relative.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file
        );
        var lines = new List<JsonObject>();
        while (text.ReadLine() is { } line)
            lines.Add(JsonNode.Parse(line)!.AsObject());
        return lines;
    }

    private static string? Folder()
    {
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Shared is { } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(shared, "data")))
                return shared;
        }

        return null;
    }
}
