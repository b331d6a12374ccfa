namespace JourneyEngine.Settings;

/// <summary>Where an engine is: what its host and the command line both have to know.</summary>
public record EngineSettings
{
    [Setting(
        "JOURNEY_URL",
        "Where the host listens, and where the command line asks it; for https a proxy stands before it",
        Takes = "an address such as http://127.0.0.1:5080, or for the host several with ';' between them",
        ReadBy = "host, journey, ops/run"
    )]
    public virtual string Url { get; init; } = "http://127.0.0.1:5080";

    [Setting(
        "JOURNEY_DATA",
        "The folder of keys, secret, erase ledger and the embedded PostgreSQL: back it up apart from the database",
        Takes = "a folder, which is made if it is not there",
        ReadBy = "host, journey, ops/run, ops/journey, ops/backup"
    )]
    public string DataFolder { get; init; } = ".journey";

    [Setting(
        "JOURNEY_DB",
        "A PostgreSQL of your own, with fsync, full_page_writes and synchronous_commit on; the host refuses others",
        Takes = "a connection string such as Host=db;Database=journey;Username=journey;Password=...",
        Absent = "PostgreSQL embedded in the data folder",
        IsSecret = true,
        ReadBy = "host, journey, ops/run"
    )]
    [PostgresConnection]
    public string? Database { get; init; }
}
