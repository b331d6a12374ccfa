using System.CommandLine;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Cli.Import;

/// <summary><c>journey import</c>: history that comes from elsewhere through the public door, and our own exports
/// back.</summary>
internal static class ImportFile
{
    private const int Connections = 4;

    /// <summary>How a line becomes a call.</summary>
    private delegate LineRead Reading(FileLine line, Salt salt);

    public static Command Create() =>
        new(
            "import",
            "Take in history: what was recorded elsewhere before, and what was exported here.\n"
                + "Example: journey import weblog access.log"
        )
        {
            Elsewhere("segment", ImportHelp.Segment, ReadSegmentLine.Of),
            Elsewhere("weblog", ImportHelp.Weblog, ReadWeblogLine.Of),
            Create("events", ImportHelp.Events, [], _ => Back),
        };

    private static Command Elsewhere(string name, string help, Reading reading)
    {
        var salt = new Option<string>("--salt")
        {
            Description =
                "The file with the key of the marks, 32 bytes; made where it is not there (import.salt in "
                + "JOURNEY_DATA).",
            DefaultValueFactory = _ => AskEngine.InDataFolder("import.salt"),
        };
        return Create(
            name,
            help,
            [salt],
            parsed =>
                async (engine, wish, read, cancellation) =>
                {
                    var key = await SaltOf(parsed.GetRequiredValue(salt));
                    var lines = FileLines
                        .Read(wish.File, cancellation)
                        .Select(it => new SourceLine(it.Number, it.Bytes?.Length ?? 0, it.Read, reading(it, key)));
                    var sending = new SendLines(
                        (calls, token) =>
                        {
                            var body = new JsonObject { ["batch"] = new JsonArray(calls) };
                            return engine.Collect(() => body, token);
                        },
                        Connections
                    );
                    return await sending.Run(wish.File, lines, wish.Strict, read, cancellation);
                }
        );
    }

    /// <remarks>One batch after the other: a decision comes after what it saw.</remarks>
    private static Task<Imported> Back(
        EngineClient engine,
        RunImport.ImportOptions wish,
        Action<long> read,
        CancellationToken cancellation
    ) =>
        new SendLines(
            (facts, token) =>
            {
                var body = new JsonArray(facts);
                return engine.GiveBack(() => body, token);
            },
            1
        ).Run(wish.File, ExportedFacts.Read(wish.File, cancellation), wish.Strict, read, cancellation);

    private static async Task<Salt> SaltOf(string file)
    {
        var salt = Salt.Of(file, out var isNew);
        if (isNew)
            await Console.Error.WriteLineAsync(
                $"Made a new salt, {file}: keep it to import more of the same visitors, and for this file again."
            );
        return salt;
    }

    private static Command Create(
        string name,
        string help,
        Option[] options,
        Func<ParseResult, RunImport.Importing> importing
    )
    {
        var file = new Argument<string>("file") { Description = "The file." };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first line that cannot be read." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var command = new Command(name, help) { file };
        foreach (var option in (Option[])[.. options, strict, json, url, keys])
            command.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var wish = new RunImport.ImportOptions(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(strict),
                    parsed.GetValue(json)
                );
                return File.Exists(wish.File)
                    ? AskEngine.With(
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        engine => RunImport.Run(engine, wish, importing(parsed), cancellation),
                        cancellation
                    )
                    : AskEngine.Print(AskEngine.Unreachable, $"There is no file {wish.File}.");
            }
        );
        return command;
    }
}
