using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.Outbound;

internal static class Settings
{
    public static OutboundSettings Of(
        string? way,
        string folder = "",
        bool allowsLoopback = false,
        string? from = null
    ) =>
        new()
        {
            Way = way,
            Folder = folder,
            AllowsLoopback = allowsLoopback,
            From = from,
        };
}
