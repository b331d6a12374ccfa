using System.Net;

namespace JourneyEngine.Host.Proxies;

/// <summary>The names by which a host may be asked.</summary>
internal static class HostNames
{
    /// <remarks>A page of anybody's whose name was made to mean this machine asks by that name (DNS rebinding); it
    /// cannot do so by an address in numbers.</remarks>
    public static bool Allow(HostString host, IReadOnlyList<string> names, Uri? known) =>
        host.Host.Length == 0
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out _)
        || Is("localhost", host.Host)
        || IsBelow(".localhost", host.Host)
        || (known is not null && Is(known.Host, host.Host))
        || names.Any(it => it.StartsWith('*') ? IsBelow(it[1..], host.Host) : Is(it, host.Host));

    public static bool Is(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(string suffix, string asked) =>
        asked.Length > suffix.Length && asked.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
