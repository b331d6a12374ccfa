namespace JourneyEngine.Host;

/// <summary>Where the host listens and keeps its data.</summary>
/// <param name="Url">Address to listen on (<c>JOURNEY_URL</c>).</param>
/// <param name="DataFolder">Keys of the first site and the embedded cluster (<c>JOURNEY_DATA</c>).</param>
/// <param name="Database">Connection string of a PostgreSQL of one's own (<c>JOURNEY_DB</c>); embedded where absent.</param>
/// <param name="Erasures">File of the erase ledger (<c>JOURNEY_ERASURES</c>); in the data folder where absent. It belongs on another backup than the database.</param>
/// <param name="Site">The site that is made when the host starts and it is not there yet (<c>JOURNEY_SITE</c>); its keys go to <c>&lt;site&gt;.keys.json</c> in the data folder. <c>demo</c> in development, none otherwise, where absent.</param>
/// <param name="Secret">The engine's secret, base64 (<c>JOURNEY_SECRET</c>); kept in the data folder where absent.</param>
public sealed record HostSettings(string Url, string DataFolder, string? Database, string? Secret = null, string? Erasures = null, string? Site = null)
{
    public string Ledger => Erasures ?? Path.Combine(DataFolder, "erasures.ledger");

    public static HostSettings FromEnvironment() => new(
        Given("JOURNEY_URL") ?? "http://127.0.0.1:5080",
        Path.GetFullPath(Given("JOURNEY_DATA") ?? ".journey"),
        Given("JOURNEY_DB"),
        Given("JOURNEY_SECRET"),
        Given("JOURNEY_ERASURES"),
        Given("JOURNEY_SITE"));

    /// <exception cref="IOException">The first site has no name that a file could have.</exception>
    public HostSettings In(IHostEnvironment environment)
    {
        if (Site?.All(it => char.IsAsciiLetterLower(it) || char.IsAsciiDigit(it) || it == '-') == false)
            throw new IOException("JOURNEY_SITE is the name of the first site: lower-case letters, digits and hyphens, such as shop.");
        return Site is null && environment.IsDevelopment() ? this with { Site = "demo" } : this;
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
