using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Privacy;
using Spectre.Console;

namespace JourneyEngine.Cli.Privacy;

/// <summary><c>journey erase verify</c>: checks a certificate with nothing but the public keys; asks nobody.</summary>
internal static class VerifyErasure
{
    public static Command Create()
    {
        var certificate = new Argument<FileInfo>("certificate")
        {
            Description = "The file with the certificate (a JSON Web Signature).",
        };
        var keys = new Option<FileInfo>("--public-keys")
        {
            Description = "The site's public keys, saved from /.well-known/journey-keys.json.",
            Required = true,
        };
        var visitor = new Option<string?>("--visitor") { Description = "Also check that it is about this visitor." };
        var verify = new Command(
            "verify",
            "Check an erasure certificate offline: that it was signed by this engine, was not changed, and, with "
                + "--visitor, whom it is about.\n"
                + "Example: journey erase verify erasure.jws --public-keys keys.json --visitor v1\n"
                + "Exit code 0: it holds; 1: it does not; 2: a file cannot be read."
        )
        {
            certificate,
            keys,
            visitor,
        };
        verify.SetAction(
            (parsed, cancellation) =>
                Run(
                    parsed.GetRequiredValue(certificate),
                    parsed.GetRequiredValue(keys),
                    parsed.GetValue(visitor),
                    cancellation
                )
        );
        return verify;
    }

    private static async Task<int> Run(
        FileInfo certificate,
        FileInfo keys,
        string? visitor,
        CancellationToken cancellation
    )
    {
        try
        {
            var statement = Jws.Verified<ErasureCertificate>(
                await File.ReadAllTextAsync(certificate.FullName, cancellation),
                JsonNode.Parse(await File.ReadAllTextAsync(keys.FullName, cancellation))
            );
            if (statement is not { Type: ErasureCertificate.Kind })
                return await AskEngine.Print(
                    AskEngine.Refused,
                    "This is no erasure certificate that one of these keys signed."
                );
            if (visitor is not null && !statement.IsAbout(visitor))
                return await AskEngine.Print(AskEngine.Refused, "The certificate holds, but is about somebody else.");
            AnsiConsole.MarkupLineInterpolated(
                $"[green]It holds.[/] On {statement.ErasedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC site [bold]{statement.Site}[/] erased {statement.Facts:N0} facts of the visitor whose mark is {statement.Marks[0][..16]}..."
            );
            foreach (var gone in statement.Gone)
                AnsiConsole.MarkupLineInterpolated($"  gone: {gone}");
            foreach (var kept in statement.Kept)
                AnsiConsole.MarkupLineInterpolated($"  kept: {kept}");
            return AskEngine.Good;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return await AskEngine.Print(AskEngine.Unreachable, $"A file cannot be read: {failure.Message}");
        }
    }
}
