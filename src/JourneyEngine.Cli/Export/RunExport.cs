using System.Diagnostics;
using System.Text.Json;
using JourneyEngine.Cli.Replay;
using JourneyEngine.Log;
using Spectre.Console;

namespace JourneyEngine.Cli.Export;

/// <summary>Exports a site to a file, and says what was written.</summary>
internal static class RunExport
{
    private const int Written = 0;
    private const int Refused = 1;

    private sealed record Outcome(
        string Site,
        string What,
        string Format,
        string File,
        long Rows,
        long Bytes,
        double Seconds
    );

    public static async Task<int> Run(ExportQuery wish, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        if (await SiteLog.Count(connection, wish.Site, cancellation) is var facts && facts == 0)
            return await AskEngine.Print(Refused, $"Site '{wish.Site}' holds nothing of any visitor.");
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
            return await AskEngine.Print(Refused, failure.Message);
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
