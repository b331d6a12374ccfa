// Writes whose programs are published along with the engine, and under which terms: the texts that their packages bring.
// dotnet run ops/build/notices.cs -- <CycloneDX file> <folder of packages> <file to write> <terms of other content>...
#:property RestorePackagesWithLockFile=false
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

if (args is not [var sbom, var packages, var notices, .. var others])
{
    Console.Error.WriteLine("Say: the CycloneDX file, the folder of packages, the file to write.");
    return 2;
}

var text = new StringBuilder("This program contains the following packages, each under its own terms.\n\n");
var terms = new List<(string Text, List<string> Of)>();
foreach (var component in JsonNode.Parse(File.ReadAllText(sbom))!["components"]!.AsArray())
{
    // What only takes part in the build.
    if ((string?)component!["scope"] == "excluded")
        continue;
    var (name, version) = ((string)component["name"]!, (string)component["version"]!);
    var found = Terms(Path.Combine(packages, name.ToLowerInvariant(), version.ToLowerInvariant())).ToList();
    text.AppendLine($"{name} {version}: {License(component) ?? (found.Count > 0 ? "see below" : "not told")}");
    if ((string?)component["copyright"] is { Length: > 0 } copyright)
        text.AppendLine($"    {copyright.ReplaceLineEndings(" ").Trim()}");
    foreach (var file in found)
    {
        var same = terms.FindIndex(it => it.Text == file);
        if (same < 0)
            terms.Add((file, [name]));
        else if (!terms[same].Of.Contains(name))
            terms[same].Of.Add(name);
    }
}

foreach (var other in others)
    terms.Add((File.ReadAllText(other).ReplaceLineEndings("\n").Trim(), [Path.GetFileNameWithoutExtension(other)]));
foreach (var (said, of) in terms)
    text.AppendLine($"\n{new string('=', 80)}\n{string.Join(", ", of)}\n{new string('=', 80)}\n\n{said}");
File.WriteAllText(notices, text.ToString());
return 0;

static string? License(JsonNode component) =>
    string.Join(
        ", ",
        (component["licenses"]?.AsArray() ?? []).Select(it =>
            (string?)it!["expression"]
            ?? (string?)it["license"]!["id"]
            ?? (string?)it["license"]!["url"]
            ?? (string?)it["license"]!["name"]
        )
    )
        is { Length: > 0 } known
        ? known
        : null;

static IEnumerable<string> Terms(string package) =>
    Directory.Exists(package)
        ? Directory
            .EnumerateFiles(package, "*", SearchOption.AllDirectories)
            .Where(it => Regex.IsMatch(Path.GetFileName(it), @"licen[cs]e|notice|copying", RegexOptions.IgnoreCase))
            .Where(it => Path.GetExtension(it).ToLowerInvariant() is "" or ".txt" or ".md")
            .Order(StringComparer.Ordinal)
            .Select(it => File.ReadAllText(it).ReplaceLineEndings("\n").Trim())
        : [];
