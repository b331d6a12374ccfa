using System.Text.RegularExpressions;
using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Folders use each other only as <see cref="Folders"/> has it; slices never do.</summary>
public sealed partial class slices_stay_apart
{
    internal const string Product = "JourneyEngine";

    public static TheoryData<string> Projects => [.. Folders.ByProject.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void in_compiled_code(string project) =>
        Breach.None(Crossings(Compiled.Types(Compiled.Module(project)), project));

    // A constant or a nameof leaves no trace in compiled code, but its using does.
    [Theory]
    [MemberData(nameof(Projects))]
    public void in_using_directives(string project) =>
        Breach.None(
            from folder in Folders.ByProject[project]
            where Directory.Exists(Repository.At("src", project, folder.Key))
            from file in Repository.Written($"src/{project}/{folder.Key}", "*.cs")
            from Match match in Using().Matches(File.ReadAllText(file))
            let used = FolderOf(match.Groups["name"].Value, project)
            where used is not null && IsForbidden(folder.Key, used, project)
            select new Breach(folder.Key, used, Repository.Name(file), $"the namespace {project}.{used}")
        );

    [Fact]
    public void with_namespaces_equal_to_their_folders() =>
        Breach.None(
            from file in Repository.Written("src", "*.cs")
            from Match match in Declared().Matches(File.ReadAllText(file))
            let declared = match.Groups["name"].Value
            let path = Path.GetDirectoryName(Path.GetRelativePath(Repository.At("src"), file))!
            let folder = path.Replace('/', '.').Replace('\\', '.')
            where declared != folder
            select new Breach(folder, declared, Repository.Name(file), "the namespace " + declared)
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void with_every_folder_known_to_the_rule(string project) =>
        Directory
            .EnumerateDirectories(Repository.At("src", project))
            .Select(Path.GetFileName)
            .Except(["bin", "obj", "Properties"])
            .Should()
            .BeEquivalentTo(Folders.ByProject[project].Keys);

    /// <summary>Uses of one folder by another that may not use it, below a root namespace.</summary>
    internal static IEnumerable<Breach> Crossings(IEnumerable<TypeDefinition> types, string root) =>
        from type in types
        let folder = Folder(type, root)
        where folder is not null
        from used in Uses.Of(type)
        let other = Folder(used, root)
        where other is not null && IsForbidden(folder, other, root)
        select new Breach(folder, other, type.FullName, used.FullName);

    internal static string? Folder(TypeReference type, string root) =>
        FolderOf(Compiled.Outermost(type).Namespace, root);

    private static string? FolderOf(string name, string root) =>
        name.StartsWith(root + ".", StringComparison.Ordinal)
        && name[(root.Length + 1)..].Split('.')[0] is var folder
        && Law(root).ContainsKey(folder)
            ? folder
            : null;

    private static bool IsForbidden(string folder, string other, string root) =>
        other != folder && !Law(root)[folder].Contains(other);

    private static IReadOnlyDictionary<string, string[]> Law(string root) =>
        Folders.ByProject.GetValueOrDefault(root, Folders.OfProduct);

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+|\w+\s*=\s*)?(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
