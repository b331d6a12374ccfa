using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using JourneyEngine.Cli.Simulation;
using Spectre.Console;

namespace JourneyEngine.Cli.Import;

/// <summary><c>journey import segment</c> and <c>journey import weblog</c>: history through the public door.</summary>
internal static class ImportFile
{
    private const string Again = """

        It can be stopped and begun again: a line makes the same message each time, so nothing is stored twice.
        A bad line is told as file:line:column, counted and passed over; with --strict it is the last.
        Exit code 0: every line was taken; 1: some could not be, or the engine refused; 2: no file, no engine or no keys found.
        """;

    private const string Segment =
        """
            Send Segment calls, one JSON object a line (.ndjson or .ndjson.gz), through the engine's public door.
            Each needs a type and a timestamp. The client's address is left out; of the rest the site's notice decides.
            Example: journey import segment history.ndjson.gz
            """ + Again;

    private const string Weblog =
        """
            Send the page views in an Apache or nginx log (common or combined format, .gz too) through the engine's public door.
            A visitor is a keyed mark of address and family of the browser: no address is sent, and no query but utm parameters.
            A page's name is the first part of its path, 'home' for /. Robots are kept and flagged; assets and failures left out.
            The key is the salt file: keep it to know these visitors again, delete it and nobody can.
            Example: journey import weblog access.log
            """ + Again;

    private sealed record Wish(string File, string SaltFile, bool Strict, bool Json);

    public static Command Create() =>
        new("import", "Take in history: what was recorded elsewhere before.")
        {
            Create("segment", Segment, ReadSegmentLine.Of),
            Create("weblog", Weblog, ReadWeblogLine.Of),
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
                Show(imported);
            return imported.Wrong == 0 ? AskEngine.Good : AskEngine.Refused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await AskEngine.Say(AskEngine.Unreachable, failure.Message);
        }
    }

    private static Task<Imported> WithProgress(long bytes, Func<Action<long>, Task<Imported>> work) =>
        AnsiConsole
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask("Importing", maxValue: Math.Max(1, bytes));
                var imported = await work(read => task.Value = read);
                task.Value = task.MaxValue;
                return imported;
            });

    private static void Show(Imported imported)
    {
        foreach (var complaint in imported.Complaints)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{complaint}[/]");
        if (imported.Wrong > imported.Complaints.Count)
            AnsiConsole.MarkupLineInterpolated($"[yellow]and {imported.Wrong - imported.Complaints.Count:N0} more.[/]");
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn("lines").RightAligned());
        void Row(string what, long lines) =>
            table.AddRow(new Text(what), new Text(lines.ToString("N0", CultureInfo.InvariantCulture)));
        Row("read", imported.Lines);
        foreach (var (status, lines) in imported.Receipts)
            Row(status, lines);
        foreach (var (reason, lines) in imported.LeftOut)
            Row("left out: " + reason, lines);
        if (imported.Wrong - imported.Receipts.GetValueOrDefault("refused") is > 0 and var bad)
            Row("cannot be read", bad);
        AnsiConsole.Write(table);
    }
}
