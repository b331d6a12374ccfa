namespace JourneyEngine.Cli.Export;

/// <summary>What is exported, and in which form.</summary>
internal sealed record ExportQuery(
    string Site,
    string What,
    string Format,
    string File,
    GivenMoment? Since,
    GivenMoment? Until,
    bool Force,
    bool Json
)
{
    public const string Events = "events";
    public const string Journeys = "journeys";

    /// <returns>Null if the name does not tell it.</returns>
    public static string? FormatOf(string file) =>
        Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".parquet" => "parquet",
            ".csv" => "csv",
            ".ndjson" or ".jsonl" => "ndjson",
            _ => null,
        };
}
