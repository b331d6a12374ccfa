using System.ComponentModel.DataAnnotations;
using System.Net;
using JourneyEngine.Settings;

namespace JourneyEngine.Host.Proxies;

/// <summary>Who stands between browsers and the host, and by which names the host is asked.</summary>
public sealed record ProxySettings
{
    private const char Between = ',';

    [Setting(
        "JOURNEY_PROXIES",
        "The reverse proxies in front: from them alone X-Forwarded-For and X-Forwarded-Proto are believed",
        Takes = "addresses and networks such as 10.0.0.7,192.168.0.0/16",
        Absent = "none: whoever connects counts as the sender"
    )]
    [CustomValidation(typeof(ProxySettings), nameof(AreNetworks))]
    public string? Proxies { get; init; }

    [Setting(
        "JOURNEY_HOSTS",
        "Names by which the host may be asked, beside localhost, that of JOURNEY_PUBLIC_URL, and addresses in numbers",
        Takes = "names such as journeys.example.org,*.example.org",
        Absent = "any name; none in development"
    )]
    [RegularExpression(@"\s*(\*\.)?[A-Za-z0-9._-]+\s*(,\s*(\*\.)?[A-Za-z0-9._-]+\s*)*")]
    public string? Hosts { get; init; }

    public IReadOnlyList<IPNetwork> Networks() => [.. Parts(Proxies).Select(it => Network(it)!.Value)];

    public IReadOnlyList<string> HostNames() => Parts(Hosts);

    public static ValidationResult? AreNetworks(string? value, ValidationContext context) =>
        Parts(value).All(it => Network(it) is not null) ? ValidationResult.Success : new ValidationResult(null);

    private static IPNetwork? Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;

    private static string[] Parts(string? text) =>
        text?.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
