using System.CommandLine;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Settings;

namespace JourneyEngine.Cli;

/// <summary>Options of the commands that ask the engine over HTTP, and the asking.</summary>
internal static class AskEngine
{
    public const int Good = 0;
    public const int Refused = 1;
    public const int Unreachable = 2;

    /// <summary>EX_IOERR of sysexits.h.</summary>
    public const int NotWritten = 74;

    private const string AnyKeys = "*.keys.json";

    public static Option<string> Url() =>
        new("--url") { Description = "Where the engine is (JOURNEY_URL).", DefaultValueFactory = _ => Settings().Url };

    public static Option<string> Keys() =>
        new("--keys")
        {
            Description = "The site's keys (the only *.keys.json in JOURNEY_DATA).",
            DefaultValueFactory = _ => InDataFolder(KeysOfSites() is [var only] ? only : AnyKeys),
        };

    public static string InDataFolder(string file) => Path.Combine(Settings().DataFolder, file);

    public static async Task<int> With(
        string url,
        string keysFile,
        Func<EngineClient, Task<int>> work,
        CancellationToken cancellation
    )
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return await Print(
                Unreachable,
                $"'{url}' is no address: --url takes an address such as http://127.0.0.1:5080, and so does JOURNEY_URL."
            );
        if (await SiteKeys.Read(keysFile, cancellation) is not { } keys)
            return await Print(
                Unreachable,
                keysFile == InDataFolder(AnyKeys) && KeysOfSites() is { Length: > 1 } several
                    ? $"There are the keys of {string.Join(", ", several)}. Say with --keys which site is meant."
                    : $"No keys at {keysFile}. Say where the site's keys are with --keys."
            );
        using var engine = new EngineClient(address, keys);
        try
        {
            return await work(engine);
        }
        catch (EngineException failure)
        {
            return await Print(failure.Unreachable ? Unreachable : Refused, failure.Message);
        }
    }

    public static async Task<int> Print(int code, string what)
    {
        await Console.Error.WriteLineAsync(what);
        return code;
    }

    /// <returns>Names of files.</returns>
    private static string[] KeysOfSites()
    {
        try
        {
            return
            [
                .. Directory
                    .GetFiles(Settings().DataFolder, AnyKeys)
                    .Select(it => Path.GetFileName(it))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static EngineSettings Settings() => SettingsReader.OfEnvironment().Read<EngineSettings>();
}
