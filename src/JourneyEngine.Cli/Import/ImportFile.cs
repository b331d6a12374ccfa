using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Cli.Import;

/// <summary><c>journey import segment</c> and <c>journey import weblog</c>: history through the public door.</summary>
internal static class ImportFile
{
    private sealed record Wish(string File, string SaltFile, bool Strict, bool Json);

    public static Command Create() =>
        new("import", "Take in history: what was recorded elsewhere before.")
        {
            Create("segment", ImportHelp.Segment, ReadSegmentLine.Of),
            Create("weblog", ImportHelp.Weblog, ReadWeblogLine.Of),
        };

    private static Command Create(string name, string help, SendLines.Reading reading)
    {
        var file = new Argument<string>("file") { Description = "The file." };
        var salt = new Option<string>("--salt")
        {
            Description =
                "The file with the key of the marks, 32 bytes; made where it is not there (import.salt in "
                + "JOURNEY_DATA).",
            DefaultValueFactory = _ => AskEngine.InDataFolder("import.salt"),
        };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first line that cannot be read." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var command = new Command(name, help) { file, salt, strict, json, url, keys };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var wish = new Wish(
                    parsed.GetRequiredValue(file),
                    parsed.GetRequiredValue(salt),
                    parsed.GetValue(strict),
                    parsed.GetValue(json)
                );
                return File.Exists(wish.File)
                    ? AskEngine.With(
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        engine => Run(engine, wish, reading, cancellation),
                        cancellation
                    )
                    : AskEngine.Say(AskEngine.Unreachable, $"There is no file {wish.File}.");
            }
        );
        return command;
    }

    private static async Task<int> Run(
        EngineClient engine,
        Wish wish,
        SendLines.Reading reading,
        CancellationToken cancellation
    )
    {
        try
        {
            var salt = Salt.Of(wish.SaltFile, out var isNew);
            if (isNew)
                await Console.Error.WriteLineAsync(
                    $"Made a new salt, {wish.SaltFile}: keep it to import more of the same visitors, and for this "
                        + "file again."
                );
            Task<Imported> Sent(Action<long> read) =>
                SendLines.Run(engine, wish.File, reading, salt, wish.Strict, read, cancellation);
            var imported = wish.Json ? await Sent(_ => { }) : await WithProgress(new FileInfo(wish.File).Length, Sent);
            if (wish.Json)
                Console.WriteLine(JsonSerializer.Serialize(imported, JsonSerializerOptions.Web));
            else
                ShowImported.Show(imported);
            return imported.Wrong == 0 ? AskEngine.Good : AskEngine.Refused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await AskEngine.Say(AskEngine.Unreachable, failure.Message);
        }
    }

    private static Task<Imported> WithProgress(long bytes, Func<Action<long>, Task<Imported>> work) =>
        ProgressBars
            .New()
            .StartAsync(async context =>
            {
                var task = context.AddTask("Importing", maxValue: Math.Max(1, bytes));
                var imported = await work(read => task.Value = read);
                task.Value = task.MaxValue;
                return imported;
            });
}
