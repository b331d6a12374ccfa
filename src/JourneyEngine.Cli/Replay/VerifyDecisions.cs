using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using Npgsql;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey decisions verify</c> and <c>journey blindness verify</c>: every logged decision made
/// again.</summary>
internal static class VerifyDecisions
{
    private const int Same = 0;
    private const int Differs = 1;
    private const int NotBlind = 3;

    public static Command Decisions() =>
        new("decisions", "Look into what was decided.\nExample: journey decisions verify")
        {
            Verify(
                "Make every logged decision again from the visitor's stream as it was then, and compare all but the "
                    + "wording of its reasons, bit for bit.\nExample: journey decisions verify\nChanges nothing. "
                    + "Exit code 0: no difference; 1: differences.",
                blind: false
            ),
            ReplayPolicy.Create(),
            EstimateFile.Create(),
        };

    public static Command Blindness() =>
        new(
            "blindness",
            "Prove that decisions are blind to what visitors told about themselves.\nExample: journey blindness verify"
        )
        {
            Verify(
                "Make every logged decision again, by this program that contains no vault, under a role that may not "
                    + "read it:\n"
                    + "what comes out the same without the vault did not depend on it.\n"
                    + "Example: journey blindness verify\n"
                    + "Exit code 0: no difference; 1: differences; 3: this program or role could see the vault.",
                blind: true
            ),
        };

    private static Command Verify(string what, bool blind)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var verify = new Command("verify", what) { json };
        verify.SetAction((parsed, cancellation) => Run(parsed.GetValue(json), blind, cancellation));
        return verify;
    }

    private static async Task<int> Run(bool json, bool blind, CancellationToken cancellation)
    {
        await using var database = Database.OpenToRead();
        if (blind && await Sees(database, json, cancellation))
            return NotBlind;
        var replay = new DecisionReplay(database, new RulesTable());
        var outcome = json
            ? await replay.Verify(new Progress<(long, long)>(), cancellation)
            : await Advance.Shown("Deciding again", progress => replay.Verify(progress, cancellation));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
        }
        else
        {
            foreach (var difference in outcome.Differences)
                AnsiConsole.MarkupLineInterpolated($"[red]differs[/] {difference}");
            AnsiConsole.MarkupLineInterpolated(
                $"{outcome.Decisions:N0} decisions: {outcome.Reproduced:N0} come out the same bit for bit, {outcome.Forgotten:N0} rest on facts that were forgotten since, {outcome.Imported:N0} were made in another log."
            );
        }

        return outcome.Differences.Count == 0 ? Same : Differs;
    }

    /// <summary>Whether this program contains the vault, or its role may read it.</summary>
    private static async Task<bool> Sees(NpgsqlDataSource database, bool json, CancellationToken cancellation)
    {
        var parts = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Select(Path.GetFileName)
            .Where(it => it!.Contains("Vault", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        await using var command = database.CreateCommand(
            """
            select current_user, to_regnamespace('vault') is not null, coalesce(has_schema_privilege(to_regnamespace('vault')::oid, 'usage'), false)
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (role, there, may) = (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
        if (parts.Length > 0 || may)
        {
            await Console.Error.WriteLineAsync(
                may
                    ? $"Role {role} may read schema vault: use one that may not."
                    : $"This program contains {string.Join(", ", parts)}."
            );
            return true;
        }

        if (!json)
            AnsiConsole.MarkupLineInterpolated(
                $"This program contains no vault; role [bold]{role}[/] {(there ? "is refused on schema vault" : "finds no schema vault")}."
            );
        return false;
    }
}
