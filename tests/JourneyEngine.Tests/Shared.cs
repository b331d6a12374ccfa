using JourneyEngine.Settings;

namespace JourneyEngine.Tests;

/// <summary>Real data and captured requests: they lie beside a checkout of the project, or where JOURNEY_SHARED says. A
/// user's clone has none, and what needs them is skipped.</summary>
internal static class Shared
{
    public static string Path(string relative)
    {
        var path = Folder() is { } folder ? System.IO.Path.Combine(folder, relative) : null;
        Skip.IfNot(File.Exists(path), $"shared/{relative} is not beside this checkout.");
        return path!;
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
