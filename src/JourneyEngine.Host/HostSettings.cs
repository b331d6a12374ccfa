using System.ComponentModel.DataAnnotations;
using JourneyEngine.Privacy.Ledger;
using JourneyEngine.Settings;

namespace JourneyEngine.Host;

/// <summary>Where the host listens and keeps its data, and which site it begins with.</summary>
public sealed record HostSettings : EngineSettings
{
    [ListenAddresses]
    public override string Url
    {
        get => base.Url;
        init => base.Url = value;
    }

    [Setting(
        "JOURNEY_SECRET",
        "The engine's one secret: every host on one database has the same",
        Takes = "the base64 of 32 random bytes, as of 'openssl rand -base64 32'",
        Absent = "made once, and kept in the data folder",
        IsSecret = true
    )]
    [RegularExpression(@"\s*[A-Za-z0-9+/]{43}=\s*")]
    public string? Secret { get; init; }

    [Setting(
        "JOURNEY_ERASURES",
        "The erase ledger, which all hosts share, on another backup than JOURNEY_DB: a database of its own, or a file",
        Takes = "a connection string such as Host=ledger;Database=erasures;Username=erasures;Password=..., or a file",
        Absent = "erasures.ledger in the data folder",
        IsSecret = true,
        ReadBy = "host, ops/backup, ops/restore"
    )]
    [FileOrPostgres]
    public string? Erasures { get; init; }

    [Setting(
        "JOURNEY_SITE",
        "The first site: made if it has no keys yet, which then lie in <site>.keys.json of the data folder",
        Takes = "lower-case letters, digits and hyphens, such as shop",
        Absent = "demo in development, no site otherwise"
    )]
    [RegularExpression("[a-z0-9-]+")]
    public string? Site { get; init; }

    [Setting(
        "JOURNEY_DRAIN",
        "For how long a host that was told to stop still serves while /health/ready answers 503",
        Takes = "seconds, 0 to 300: as long as the load balancer takes to see it",
        Absent = "0 in development, 5 otherwise"
    )]
    [Range(0, 300)]
    public int? DrainSeconds { get; init; }

    public LedgerSettings Ledger
    {
        get
        {
            var file = Path.Combine(DataFolder, "erasures.ledger");
            return new(Erasures ?? file, file, IsWithOwnServer: Database is not null);
        }
    }

    public HostSettings In(IHostEnvironment environment) =>
        this with
        {
            Site = Site ?? (environment.IsDevelopment() ? "demo" : null),
            DrainSeconds = DrainSeconds ?? (environment.IsDevelopment() ? 0 : 5),
        };

    /// <summary>As Kestrel takes them: <c>http://*:5080</c> listens on every address of the machine.</summary>
    private sealed class ListenAddressesAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) =>
            ((string)value!)
                .Split(';')
                .All(it =>
                    Uri.TryCreate(it.Replace("//*", "//any").Replace("//+", "//any"), UriKind.Absolute, out var address)
                    && address.Scheme is "http" or "https"
                );
    }
}
