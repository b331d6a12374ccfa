using System.Text.RegularExpressions;
using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Slices meet in Store, Contracts, Decisions and Engine; they do not use each other, and Store knows none of them.</summary>
public sealed partial class slices_keep_apart
{
    internal const string Product = "JourneyEngine";

    private static readonly string[] Slices =
        ["Collection", "Keys", "Visitors", "Funnels", "Conversions", "Personalization", "Predictions", "Privacy", "Replay"];

    private static readonly string[] Rooms = [.. Slices, "Store"];

    [Fact]
    public void in_compiled_code() => Breach.None(Crossings(Compiled.Types(Compiled.Module(Product)), Product));

    // A constant or a nameof leaves no trace in compiled code, but its using does.
    [Fact]
    public void in_their_usings() =>
        Breach.None(
            from room in Rooms
            where Directory.Exists(Repository.At("src", Product, room))
            from file in Repository.Written($"src/{Product}/{room}", "*.cs")
            from Match match in Using().Matches(File.ReadAllText(file))
            let used = match.Groups["room"].Value
            where Slices.Contains(used) && used != room
            select new Breach(room, used, Repository.Name(file), "the namespace JourneyEngine." + used));

    [Fact]
    public void in_folders_that_are_their_namespaces() =>
        Breach.None(
            from file in Repository.Written("src", "*.cs")
            from Match match in Declared().Matches(File.ReadAllText(file))
            let declared = match.Groups["name"].Value
            let folder = Path.GetDirectoryName(Path.GetRelativePath(Repository.At("src"), file))!.Replace('/', '.').Replace('\\', '.')
            where declared != folder
            select new Breach(folder, declared, Repository.Name(file), "the namespace " + declared));

    [Fact]
    public void in_rooms_that_the_house_knows() =>
        Directory.EnumerateDirectories(Repository.At("src", Product)).Select(Path.GetFileName)
            .Except(["bin", "obj", "Properties"]).Should().BeSubsetOf(Rooms, "one folder is one slice, and Store is the one shared room");

    /// <summary>Uses of one slice by another, or by Store, below a root namespace.</summary>
    internal static IEnumerable<Breach> Crossings(IEnumerable<TypeDefinition> types, string root) =>
        from type in types
        let room = Room(type, root)
        where Rooms.Contains(room)
        from used in Uses.Of(type)
        let other = Room(used, root)
        where Slices.Contains(other) && other != room
        select new Breach(room, other!, type.FullName, used.FullName);

    internal static string? Room(TypeReference type, string root) =>
        Compiled.Outermost(type).Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    [GeneratedRegex(@"^\s*(global\s+)?using\s.*?\bJourneyEngine\.(?<room>\w+).*$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
