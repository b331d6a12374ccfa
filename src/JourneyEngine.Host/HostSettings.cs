namespace JourneyEngine.Host;

/// <summary>Where the host listens and keeps its data.</summary>
/// <param name="Url">Address to listen on (<c>JOURNEY_URL</c>).</param>
/// <param name="DataFolder">Keys of the demo site and the embedded cluster (<c>JOURNEY_DATA</c>).</param>
/// <param name="Database">Connection string of a PostgreSQL of one's own (<c>JOURNEY_DB</c>); embedded where absent.</param>
/// <param name="Erasures">File of the erase ledger (<c>JOURNEY_ERASURES</c>); in the data folder where absent. It belongs on another backup than the database.</param>
/// <param name="Secret">The engine's secret, base64 (<c>JOURNEY_SECRET</c>); kept in the data folder where absent.</param>
public sealed record HostSettings(string Url, string DataFolder, string? Database, string? Secret = null, string? Erasures = null)
{
    public string Ledger => Erasures ?? Path.Combine(DataFolder, "erasures.ledger");

    public static HostSettings FromEnvironment() => new(
        Given("JOURNEY_URL") ?? "http://127.0.0.1:5080",
        Path.GetFullPath(Given("JOURNEY_DATA") ?? ".journey"),
        Given("JOURNEY_DB"),
        Given("JOURNEY_SECRET"),
        Given("JOURNEY_ERASURES"));

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
