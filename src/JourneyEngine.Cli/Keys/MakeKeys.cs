using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Keys;
using Npgsql;
using Spectre.Console;

namespace JourneyEngine.Cli.Keys;

/// <summary><c>journey keys make</c>: keys for a site whose keys nobody has any more.</summary>
internal static class MakeKeys
{
    public static Command Create()
    {
        var site = new Argument<string>("site") { Description = "The site, such as shop." };
        var file = new Option<string?>("--file")
        {
            Description = "Where they are written (<site>.keys.json in JOURNEY_DATA).",
        };
        var make = new Command(
            "make",
            "Make a write, a read and an admin key for a site, in the database itself (JOURNEY_DB, or the embedded one), "
                + "and write them to a file. The keys that there are hold on: end those that are lost with DELETE "
                + "/v1/keys/<name>.\n"
                + "Example: journey keys make shop\n"
                + "Exit code 0: made; 1: the file is there already; 2: no database found; 74: "
                + "made, but they could not be written and are printed instead."
        )
        {
            site,
            file,
        };
        make.SetAction(
            (parsed, cancellation) =>
            {
                var name = parsed.GetRequiredValue(site);
                return Run(name, parsed.GetValue(file) ?? AskEngine.InDataFolder(name + ".keys.json"), cancellation);
            }
        );
        return new Command(
            "keys",
            "Make keys for a site whose keys nobody has any more.\nExample: journey keys make shop"
        )
        {
            make,
        };
    }

    private static async Task<int> Run(string site, string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
            return await AskEngine.Print(
                AskEngine.Refused,
                $"{file} is there already. Move it away, or name another with --file."
            );
        await using var database = Database.OpenAsOwner();
        var keys = new SiteKeys(database, TimeProvider.System);
        var made = new FirstKeys(
            await Issue(keys, site, KeyScope.Write, cancellation),
            await Issue(keys, site, KeyScope.Read, cancellation),
            await Issue(keys, site, KeyScope.Admin, cancellation)
        );
        var written = JsonSerializer.Serialize(made, JsonSerializerOptions.Web);
        try
        {
            PrivateFile.ReadOrMake(file, () => written);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine(written);
            return await AskEngine.Print(
                AskEngine.NotWritten,
                $"The keys are made. They stand above, since they could not be written: {failure.Message}"
            );
        }

        AnsiConsole.MarkupLineInterpolated($"[green]Made:[/] three keys of {site} are in [bold]{file}[/].");
        return AskEngine.Good;
    }

    /// <remarks>The keys that there are have names, too.</remarks>
    private static async Task<string> Issue(SiteKeys keys, string site, KeyScope scope, CancellationToken cancellation)
    {
        for (var number = 1; ; number++)
        {
            var name =
                scope.ToString().ToLowerInvariant()
                + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}"));
            try
            {
                return await keys.Issue(site, scope, cancellation, name);
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Taken.
            }
        }
    }
}
