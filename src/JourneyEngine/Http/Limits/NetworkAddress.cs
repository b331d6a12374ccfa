using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace JourneyEngine.Http.Limits;

/// <summary>Whom a network address belongs to, as far as it tells: one IPv4 address, or the /64 that a provider gives to
/// one subscriber (RFC 6177). In memory alone: it is stored and logged nowhere.</summary>
public static class NetworkAddress
{
    /// <summary>Where no IPv6 /64 is: the addresses of ::/64 are IPv4 ones, loopback and none.</summary>
    private const ulong OfIpv4 = 1UL << 32;

    /// <returns>The same for all addresses of one sender.</returns>
    public static ulong Of(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return !address.TryWriteBytes(bytes, out _) ? 0
            : address.AddressFamily == AddressFamily.InterNetwork ? OfIpv4 | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
