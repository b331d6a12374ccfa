using System.CommandLine;

namespace JourneyEngine.Cli.Export;

/// <summary><c>journey export</c>: a site's facts or journeys as a file for other tools.</summary>
internal static class ExportSite
{
    private const string Help = """
        Write a site's facts, in the order of the log, or its journeys to a file: all as of one moment, in bounded memory.
        The file holds visitors' pseudonyms, so only its owner may read it; it is there whole or not at all.
          events    a row a fact; as NDJSON they are the CloudEvents of GET /v1/visitors/{id}/events
          journeys  a row a visitor and funnel: visits, stage, visit of conversion; without those who refused to be counted
        Example: journey export --out facts.parquet --since -30d
                 duckdb -c "select type, count(*) from 'facts.parquet' group by all"
        Exit code 0: written; 1: the file is there already, or the site holds nothing; 2: the database cannot be read.
        """;

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
        var since = Moments.Option(
            "--since",
            "Only what occurred at or after this time; of events only. " + Moments.Beginning
        );
        var until = Moments.Option(
            "--until",
            "Only what occurred up to this time; journeys are as they were then. " + Moments.End
        );
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
                RunExport.Run(
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
}
