using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Replay;
using Npgsql;

namespace JourneyEngine.Cli.Export;

/// <summary>Writes the rows of an export into a file.</summary>
internal static class WriteExport
{
    public static async Task<long> Run(
        ExportQuery wish,
        NpgsqlConnection connection,
        long total,
        Stream file,
        IProgress<(long, long)> progress,
        CancellationToken cancellation
    )
    {
        var rules = await new RulesTable().Latest(connection, wish.Site, cancellation);
        var (since, until) = (wish.Since?.By(rules.Calendar), wish.Until?.EndBy(rules.Calendar));
        if (wish.What == ExportQuery.Journeys)
            return await Write(
                wish.Format,
                file,
                SiteJourneys
                    .Read(connection, wish.Site, rules, until, progress, cancellation)
                    .SelectMany(it => ExportedJourney.Of(it, rules)),
                cancellation
            );
        var facts = Counted(SiteLog.Read(connection, wish.Site, cancellation), total, progress);
        if (since is not null || until is not null)
            facts = facts.Where(it => it.OccurredAt() is var at && !(at < since) && !(at > until));
        return wish.Format == "ndjson"
            ? await Ndjson.Write(file, facts.Select(it => StoredCloudEvent.Of(it, it.Visitor!)), cancellation)
            : await Write(wish.Format, file, facts.Select(ExportedFact.Of), cancellation);
    }

    private static Task<long> Write<T>(
        string format,
        Stream file,
        IAsyncEnumerable<T> rows,
        CancellationToken cancellation
    ) =>
        format switch
        {
            "parquet" => ParquetFile.Write(file, rows, cancellation),
            "csv" => Csv.Write(file, rows, cancellation),
            _ => Ndjson.Write(file, rows, cancellation),
        };

    private static async IAsyncEnumerable<StoredEvent> Counted(
        IAsyncEnumerable<StoredEvent> facts,
        long total,
        IProgress<(long, long)> progress
    )
    {
        const int told = 10_000;
        var done = 0L;
        await foreach (var fact in facts)
        {
            if (++done % told == 0 || done == total)
                progress.Report((done, total));
            yield return fact;
        }
    }
}
