using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace JourneyEngine.Rights.Outbound;

/// <summary>Tells addresses of the public network from all others: this machine, its network, a cloud's metadata (RFC
/// 6890 and what came after it).</summary>
internal static class Addresses
{
    private static readonly IPNetwork[] NotPublic = [.. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse)];

    /// <remarks>All that is public of IPv6 is in 2000::/3: not ::1, fc00::/7, fe80::/10, ff00::/8, nor the translations
    /// in 64:ff9b::/16.</remarks>
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(plain))
            && !Array.Exists(NotPublic, it => it.Contains(plain));
    }

    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(Plain(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
