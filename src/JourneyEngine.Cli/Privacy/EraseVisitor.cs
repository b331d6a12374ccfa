using System.CommandLine;
using JourneyEngine.Cli.Simulation;
using Spectre.Console;

namespace JourneyEngine.Cli.Privacy;

/// <summary><c>journey erase</c>: asks the engine to forget a visitor, and keeps the certificate.</summary>
internal static class EraseVisitor
{
    public static Command Create()
    {
        var visitor = new Argument<string>("visitor") { Description = "The visitor's anonymousId or user id." };
        var only = new Option<bool>("--only") { Description = "Not the devices that are the user id's own." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask; for scripts." };
        var file = new Option<string>("--certificate")
        {
            Description = "Where the certificate is written.",
            DefaultValueFactory = _ => "erasure.jws",
        };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var erase = new Command(
            "erase",
            "Ask the engine to forget a visitor for good: declared details, stream, journey, links and quarantine. "
                + "Nothing brings it back. Of a user id the devices that acted under it and under no other go along; "
                + "--dry-run says which.\n"
                + "Example: journey erase v1 --dry-run\n"
                + "Exit code 0: forgotten; 1: refused, or not confirmed; 2: no engine or no keys found; "
                + "74: forgotten, but the certificate could not be written and is printed instead."
        )
        {
            visitor,
            only,
            dryRun,
            yes,
            file,
            url,
            keys,
        };
        erase.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(dryRun)
                    ? AskEngine.With(
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        engine =>
                            ShowErasure.Run(
                                engine,
                                parsed.GetRequiredValue(visitor),
                                !parsed.GetValue(only),
                                cancellation
                            ),
                        cancellation
                    )
                : parsed.GetValue(yes) || Confirmed(parsed.GetRequiredValue(visitor))
                    ? AskEngine.With(
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        engine =>
                            Run(
                                engine,
                                parsed.GetRequiredValue(visitor),
                                !parsed.GetValue(only),
                                parsed.GetRequiredValue(file),
                                cancellation
                            ),
                        cancellation
                    )
                : AskEngine.Print(AskEngine.Refused, "Nothing was erased: confirm, or say --yes.")
        );
        erase.Add(VerifyErasure.Create());
        return erase;
    }

    private static bool Confirmed(string visitor) =>
        !Console.IsInputRedirected
        && Consoles.Error.Confirm($"Forget [bold]{Markup.Escape(visitor)}[/] for good?", defaultValue: false);

    private static async Task<int> Run(
        EngineClient engine,
        string visitor,
        bool linked,
        string file,
        CancellationToken cancellation
    )
    {
        var forgotten = await engine.Post("/v1/privacy/erase", new { visitor, linked }, cancellation);
        var certificate = forgotten.Text("certificate");
        try
        {
            await File.WriteAllTextAsync(file, certificate, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine(certificate);
            return await AskEngine.Print(
                AskEngine.NotWritten,
                $"The visitor is forgotten. The certificate stands above, since it could not be written: {failure.Message}"
            );
        }

        AnsiConsole.MarkupLineInterpolated(
            $"[green]Forgotten:[/] {forgotten.Part("statement").Number("facts"):N0} facts are gone. The certificate is in [bold]{file}[/]; [bold]journey erase verify {file} --public-keys keys.json[/] checks it, with what /.well-known/journey-keys.json of the engine holds."
        );
        return AskEngine.Good;
    }
}
