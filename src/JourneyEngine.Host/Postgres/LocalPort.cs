using System.Net;
using System.Net.Sockets;

namespace JourneyEngine.Host.Postgres;

/// <summary>TCP ports of the loopback interface.</summary>
internal static class LocalPort
{
    public static bool IsFree(int port)
    {
        if (port == 0)
            return false;
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
