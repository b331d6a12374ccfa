using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using JourneyEngine.Cli.Replay;
using JourneyEngine.Log;
using Spectre.Console;

namespace JourneyEngine.Cli.Export;

/// <summary><c>journey export</c>: a site's facts or journeys as a file for other tools.</summary>
internal static class ExportSite
{
    private const int Written = 0;
    private const int Refused = 1;

    private const string Help = """
        Write a site's facts, in the order of the log, or its journeys to a file: all as of one moment, in bounded memory.
        The file holds visitors' pseudonyms, so only its owner may read it; it is there whole or not at all.
          events    a row a fact; as NDJSON they are the CloudEvents of GET /v1/visitors/{id}/events
          journeys  a row a visitor and funnel: visits, stage, visit of conversion; without those who refused to be counted
        Example: journey export --out facts.parquet
                 duckdb -c "select type, count(*) from 'facts.parquet' group by all"
        Exit code 0: written; 1: the file is there already, or the site holds nothing; 2: the database cannot be read.
        """;

    private sealed record Outcome(
        string Site,
        string What,
        string Format,
        string File,
        long Rows,
        long Bytes,
        double Seconds
    );

    public static Command Create()
    {
        var file = new Option<string>("--out") { Description = "The file.", Required = true };
        var format = new Option<string?>("--format")
        {
            Description = "parquet, csv or ndjson. [default: by the file's name]",
        };
        format.AcceptOnlyFromAmong("parquet", "csv", "ndjson");
        var what = new Option<string>("--what")
        {
            Description = "events or journeys.",
            DefaultValueFactory = _ => ExportQuery.Events,
        };
        what.AcceptOnlyFromAmong(ExportQuery.Events, ExportQuery.Journeys);
        var since = Moments.Option("--since", "Only what occurred at or after this time; of events only.");
        var until = Moments.Option("--until", "Only what occurred up to this time; journeys are as they were then.");
        var site = new Option<string>("--site") { Description = "The site.", DefaultValueFactory = _ => "demo" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        var json = new Option<bool>("--json") { Description = "Say what was written as one JSON object." };
        var export = new Command("export", Help) { file, format, what, since, until, site, force, json };
        export.Validators.Add(it =>
        {
            if (
                it.GetResult(file) is not null
                && it.GetValue(format) is null
                && ExportQuery.FormatOf(it.GetValue(file)!) is null
            )
                it.AddError("Say --format: the file's name does not end in .parquet, .csv or .ndjson.");
            if (it.GetValue(what) == ExportQuery.Journeys && it.GetValue(since) is not null)
                it.AddError("--since is for events: a journey is all that a visitor did so far.");
        });
        export.SetAction(
            (parsed, cancellation) =>
                Run(
                    new ExportQuery(
                        parsed.GetRequiredValue(site),
                        parsed.GetRequiredValue(what),
                        parsed.GetValue(format) ?? ExportQuery.FormatOf(parsed.GetRequiredValue(file))!,
                        parsed.GetRequiredValue(file),
                        parsed.GetValue(since),
                        parsed.GetValue(until),
                        parsed.GetValue(force),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return export;
    }

    private static async Task<int> Run(ExportQuery wish, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        if (await SiteLog.Count(connection, wish.Site, cancellation) is var facts && facts == 0)
            return await AskEngine.Say(Refused, $"Site '{wish.Site}' holds nothing of any visitor.");
        try
        {
            Task<long> Rows(IProgress<(long, long)> progress) =>
                WholeFile.Write(
                    wish.File,
                    wish.Force,
                    file => WriteExport.Run(wish, connection, facts, file, progress, cancellation)
                );
            var rows = wish.Json ? await Rows(new Progress<(long, long)>()) : await Advance.Shown("Exporting", Rows);
            Tell(
                wish,
                new(
                    wish.Site,
                    wish.What,
                    wish.Format,
                    Path.GetFullPath(wish.File),
                    rows,
                    new FileInfo(wish.File).Length,
                    Stopwatch.GetElapsedTime(began).TotalSeconds
                )
            );
            return Written;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await AskEngine.Say(Refused, failure.Message);
        }
    }

    private static void Tell(ExportQuery wish, Outcome outcome)
    {
        if (wish.Json)
            Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
        else
            AnsiConsole.MarkupLineInterpolated(
                $"[green]Written:[/] {outcome.Rows:N0} rows of {wish.What} of site {wish.Site} to [bold]{wish.File}[/], {outcome.Bytes / 1e6:N1} MB in {outcome.Seconds:N1} s."
            );
    }
}
