using Microsoft.AspNetCore.Builder;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Which assemblies come with .NET and which with ASP.NET, asked of the installation itself.</summary>
internal static class Framework
{
    public static readonly string DotNetFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    public static readonly string WebFolder = Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!;

    public static bool IsDotNet(string assembly) => File.Exists(Path.Combine(DotNetFolder, assembly + ".dll"));

    public static bool IsWeb(string assembly) => File.Exists(Path.Combine(WebFolder, assembly + ".dll"));

    public static bool IsOrBeginsWith(string name, string root) =>
        name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
