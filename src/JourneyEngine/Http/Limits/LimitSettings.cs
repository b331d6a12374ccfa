using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Http.Limits;

/// <summary>How much one sender may send. See <c>ops/runbooks/limits.md</c>.</summary>
public sealed record LimitSettings
{
    private const string Requests = "a number of requests a second up to 1000000, or 0 for no limit";

    /// <remarks>An office, or a part of a mobile network, is behind one address.</remarks>
    [Setting(
        "JOURNEY_LIMIT_ADDRESS",
        "How many requests a second one network address may send (of IPv6 a /64), and ten times as many at once; keys of "
            + "servers are not counted by it",
        Takes = Requests
    )]
    [Range(0, 1_000_000)]
    public int Address { get; init; } = 300;

    [Setting(
        "JOURNEY_LIMIT_KEY",
        "How many requests a second may come with one key, and ten times as many at once",
        Takes = Requests
    )]
    [Range(0, 1_000_000)]
    public int Key { get; init; } = 3_000;

    [Setting(
        "JOURNEY_LIMIT_SITE",
        "How many requests a second may come with all keys of a site, and ten times as many at once",
        Takes = Requests
    )]
    [Range(0, 1_000_000)]
    public int Site { get; init; } = 5_000;

    [Setting(
        "JOURNEY_LIMIT_WRONG",
        "How many wrong keys a minute may come from one network address; of wrong links, cookies and forms as many",
        Takes = "a number a minute up to 1000000, or 0 for no limit"
    )]
    [Range(0, 1_000_000)]
    public int Wrong { get; init; } = 60;

    /// <remarks>See <see cref="Crowds"/>.</remarks>
    [Setting(
        "JOURNEY_LIMIT_LEARNING",
        "From how many visits an hour of one network address slots learn, with keys that are in pages; of more, from a "
            + "twentieth of as many as come from all others",
        Takes = "a number of visits an hour up to 1000000, or 0 for no limit"
    )]
    [Range(0, 1_000_000)]
    public int Learning { get; init; } = 5;
}
