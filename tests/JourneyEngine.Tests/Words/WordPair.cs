using System.Xml.Linq;

namespace JourneyEngine.Tests.Words;

/// <summary>The words of a folder: <c>PageWords.resx</c> in English, and <c>PageWords.he.resx</c> beside it in
/// Hebrew.</summary>
/// <param name="Type">The full name of the type that names them, which is how they are found.</param>
internal sealed record WordPair(
    string Type,
    string Project,
    string Folder,
    IReadOnlyDictionary<string, string> English,
    IReadOnlyDictionary<string, string> Hebrew
)
{
    private const string InEnglish = ".resx";
    private const string InHebrew = ".he.resx";

    public static IReadOnlyList<WordPair> All { get; } =
    [
        .. Repository
            .Written("src", "*" + InEnglish)
            .Where(it => !it.EndsWith(InHebrew, StringComparison.Ordinal))
            .Select(Read),
    ];

    public static WordPair Of(string name) => All.Single(it => it.ToString() == name);

    /// <summary>The code and the pages of the folder, or of the whole project.</summary>
    public IEnumerable<string> Sources(bool ofTheFolder) =>
        new[] { "*.cs", "*.razor" }
            .SelectMany(it => Repository.Written($"src/{Project}", it))
            .Where(it => !ofTheFolder || Path.GetDirectoryName(it) == Folder)
            .Select(File.ReadAllText);

    public override string ToString() =>
        Repository.Name(Path.Combine(Folder, Type.Split('.')[^1]))["src/JourneyEngine.".Length..];

    private static WordPair Read(string file)
    {
        var name = Path.GetRelativePath(Repository.At("src"), file[..^InEnglish.Length]);
        return new(
            name.Replace(Path.DirectorySeparatorChar, '.'),
            name.Split(Path.DirectorySeparatorChar)[0],
            Path.GetDirectoryName(file)!,
            Words(file),
            Words(Path.ChangeExtension(file, InHebrew))
        );
    }

    private static Dictionary<string, string> Words(string file) =>
        !File.Exists(file)
            ? []
            : XDocument
                .Load(file)
                .Root!.Elements("data")
                .ToDictionary(it => it.Attribute("name")!.Value, it => it.Element("value")!.Value);
}
