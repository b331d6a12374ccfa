using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Host;

/// <summary>What the dashboard shows, and who signs people in to it.</summary>
public sealed record DashboardOptions : IValidatableObject
{
    [Setting(
        "JOURNEY_DASHBOARD_API",
        "Where the dashboard asks the engine",
        Takes = "an address such as http://127.0.0.1:5080",
        Absent = "this host"
    )]
    [HttpAddress]
    public Uri? Api { get; init; }

    [Setting(
        "JOURNEY_DASHBOARD_KEY",
        "The read key of the site that the dashboard shows",
        Takes = "a key",
        Absent = "that of the first site",
        IsSecret = true
    )]
    public string? Key { get; init; }

    [Setting(
        "JOURNEY_DASHBOARD_ADMIN_KEY",
        "The admin key of the site that the dashboard shows, by which admins save funnels and slots there",
        Takes = "a key",
        Absent = "that of the first site; none if JOURNEY_DASHBOARD_KEY is given",
        IsSecret = true
    )]
    public string? AdminKey { get; init; }

    [Setting(
        "JOURNEY_DASHBOARD_REFRESH",
        "How often an open page is read again, in seconds",
        Takes = "a number from 1 to 86400, such as 20"
    )]
    [Range(1, 86_400.0)]
    public double RefreshSeconds { get; init; } = 20;

    [Setting(
        "JOURNEY_OIDC_AUTHORITY",
        "The OpenID Connect provider that signs people in; register <public url>/dashboard/sign-in/callback there",
        Takes = "an address such as https://login.example.org",
        Absent = "nobody signs in; in development a local user may"
    )]
    [HttpAddress]
    public Uri? Authority { get; init; }

    [Setting(
        "JOURNEY_OIDC_CLIENT_ID",
        "The name by which the provider knows the dashboard",
        Takes = "a name",
        Absent = "none; a provider needs one"
    )]
    public string? ClientId { get; init; }

    [Setting(
        "JOURNEY_OIDC_CLIENT_SECRET",
        "By which the dashboard proves to the provider who it is",
        Takes = "the secret that the provider gave",
        Absent = "none is given",
        IsSecret = true
    )]
    public string? ClientSecret { get; init; }

    [Setting("JOURNEY_OIDC_ROLE_CLAIM", "The claim that says viewer, analyst or admin", Takes = "a claim's name")]
    public string RoleClaim { get; init; } = "roles";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is not null && ClientId is null)
            yield return new ValidationResult(
                "JOURNEY_OIDC_CLIENT_ID is missing: the provider at JOURNEY_OIDC_AUTHORITY knows the dashboard by it."
            );
    }
}
