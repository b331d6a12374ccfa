using System.Xml.Linq;

namespace JourneyEngine.Tests.Architecture;

/// <summary>A project or props file as written. What nobody calls leaves no trace in compiled code, so the files are
/// read too.</summary>
internal sealed class ProjectFile(string path)
{
    public const string WebFramework = "Microsoft.AspNetCore.App";

    private readonly XElement root = XDocument.Load(path).Root!;

    public static ProjectFile Of(Law law) => new(Repository.At("src", law.FullName, law.FullName + ".csproj"));

    public string Name => Repository.Name(path);

    public IEnumerable<string> Projects =>
        Items("ProjectReference").Select(it => Law.Short(Path.GetFileNameWithoutExtension(it.Replace('\\', '/'))));

    public IEnumerable<string> Packages => Items("PackageReference");

    public bool UsesWeb =>
        Items("FrameworkReference").Any()
        || (root.Attribute("Sdk")?.Value ?? "").EndsWith(".Web", StringComparison.Ordinal);

    /// <summary>What an item includes, in every group, under every condition.</summary>
    public IEnumerable<string> Items(string item) =>
        root.Descendants(item)
            .SelectMany(it => new[] { it.Attribute("Include"), it.Attribute("Update") })
            .OfType<XAttribute>()
            .SelectMany(it =>
                it.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );

    public IEnumerable<string> Property(string name) =>
        root.Descendants(name).SelectMany(it => it.Value.Split(';', StringSplitOptions.TrimEntries));

    public bool Has(string element) => root.Descendants(element).Any();
}
