namespace JourneyEngine.Settings;

/// <summary>What only tests read, never the engine.</summary>
/// <remarks>They are here so that one table has every name, and a host does not take them for slips.</remarks>
public sealed record TestSettings
{
    private const string Tests = "tests";

    [Setting(
        "JOURNEY_SHARED",
        "Real data and captured requests; tests that need them are skipped without",
        Takes = "a folder",
        Absent = "a folder shared beside the checkout",
        ReadBy = Tests
    )]
    public string? Shared { get; init; }

    [Setting(
        "JOURNEY_SCREENSHOTS",
        "Where pictures of the dashboard go; ops/screenshots sets it",
        Takes = "a folder",
        Absent = "none are made",
        ReadBy = Tests
    )]
    public string? Screenshots { get; init; }

    [Setting(
        "JOURNEY_TESTS_LONG",
        "Try every case in tests that try many; ops/test --long sets it",
        Takes = "1 or 0",
        ReadBy = Tests
    )]
    public int Long { get; init; }

    [Setting(
        "JOURNEY_APPROVE",
        "Write texts that are compared with the code, such as this table, anew; never where CI is set",
        Takes = "1 or 0",
        ReadBy = Tests
    )]
    public int Approve { get; init; }
}
