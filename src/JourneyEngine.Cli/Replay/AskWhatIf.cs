using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Funnels;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey whatif</c>: history under another definition of a funnel.</summary>
internal static class AskWhatIf
{
    private const int Told = 0;
    private const int Wrong = 1;
    private const string Help = """
        Fold the whole history under another definition of a funnel and show it beside the one in use: stages, and conversion by visit number.
        The file is as for PUT /v1/funnels/{name}. Nothing is changed; define the funnel to make it so.
        Example: journey whatif --funnel new.json --as demo
        Exit code 0: told; 1: the file is not a funnel; 2: the database cannot be read.
        """;

    public static Command Create()
    {
        var file = new Option<string>("--funnel")
        {
            Description = "A file with the stages of the new definition.",
            Required = true,
        };
        var name = new Option<string?>("--as")
        {
            Description = "The funnel that it would define anew; may be left out where the site has just one.",
        };
        var site = new Option<string>("--site")
        {
            Description = "The site whose history it is.",
            DefaultValueFactory = _ => "demo",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var ask = new Command("whatif", Help) { file, name, site, json };
        ask.SetAction(
            (parsed, cancellation) =>
                Run(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(name),
                    parsed.GetRequiredValue(site),
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return ask;
    }

    private static async Task<int> Run(
        string file,
        string? name,
        string site,
        bool json,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(file))
            return await AskEngine.Print(Wrong, $"There is no file {file}.");
        await using var database = Database.OpenToRead();
        var rulesTable = new RulesTable();
        try
        {
            name ??= await OnlyFunnel(database, rulesTable, site, cancellation);
            var candidate = ReadFunnel.Of(
                name,
                await File.ReadAllTextAsync(file, cancellation),
                DateTimeOffset.UnixEpoch
            );
            var whatIf = new WhatIf(database, rulesTable, Engine.FunnelMeasures);
            var outcome = json
                ? await whatIf.Run(site, candidate, new Progress<(long, long)>(), cancellation)
                : await Advance.Shown(
                    "Folding the history",
                    progress => whatIf.Run(site, candidate, progress, cancellation)
                );
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
            else
                ShowWhatIf.Show(outcome);
            return Told;
        }
        catch (UnacceptableException wrong)
        {
            return await AskEngine.Print(Wrong, $"{file}: {wrong.Message}");
        }
    }

    private static async Task<string> OnlyFunnel(
        Npgsql.NpgsqlDataSource database,
        RulesTable rulesTable,
        string site,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var funnels = (await rulesTable.Latest(connection, site, cancellation)).Funnels;
        return funnels.Length == 1
            ? funnels[0].Name
            : throw new UnacceptableException(
                "Say with --as which funnel it would define: "
                    + $"{(funnels.IsEmpty ? "a new name" : string.Join(", ", funnels.Select(it => it.Name)))}."
            );
    }
}
