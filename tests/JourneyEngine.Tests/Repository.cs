namespace JourneyEngine.Tests;

/// <summary>The repository on disk, found by walking up to the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>A path below the root, with forward slashes.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files below a folder that a person wrote: nothing built, nothing generated.</summary>
    public static IEnumerable<string> Written(string folder, string pattern) =>
        Directory
            .EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "packages.lock.json")
            .Where(file => !Name(file).Split('/').Any(part => part is "bin" or "obj" or "Generated" or "node_modules"));

    /// <summary>A project's own output folder, of the same configuration as this test run.</summary>
    public static string OutputOf(string project) =>
        At("src", project, Path.GetRelativePath(At("tests", "JourneyEngine.Tests"), AppContext.BaseDirectory));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyEngine.sln")))
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException("No JourneyEngine.sln above " + AppContext.BaseDirectory);
        return folder.FullName;
    }
}
