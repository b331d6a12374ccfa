using System.Net;
using System.Net.Sockets;

namespace JourneyEngine.Rights.Outbound;

/// <summary>
/// Calls addresses that others configured without being led into our own network: https alone, the name resolved once
/// and the connection made to what was checked, no redirects, no proxy, no cookies, five seconds, and little is read of
/// the answer.
/// </summary>
/// <param name="allowsLoopback">Whether this machine may be called, also without TLS; for development.</param>
internal sealed class GuardedHttp(bool allowsLoopback) : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(Handler(allowsLoopback))
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <returns>What is wrong with an address, as far as it can be seen without asking for its name; null if it
    /// may be called.</returns>
    public static string? Wrong(Uri address, bool allowsLoopback) =>
        !address.IsAbsoluteUri || address.UserInfo.Length > 0 || address.Fragment.Length > 0
            ? "takes an address such as https://hooks.example.org/path"
        : address.Scheme != Uri.UriSchemeHttps
        && !(allowsLoopback && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            ? "takes an https address"
        : IPAddress.TryParse(address.DnsSafeHost, out var literal) && !MayCall(literal, allowsLoopback)
            ? "takes an address of the public network"
        : null;

    public string? Wrong(Uri address) => Wrong(address, allowsLoopback);

    /// <summary>Sends a request, once.</summary>
    /// <exception cref="HttpRequestException">The address may not be called, or nobody answers there, or at too great
    /// length.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation) =>
        request.RequestUri is not { } address || Wrong(address, allowsLoopback) is not null
            ? throw new HttpRequestException("This address may not be called.")
            : _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(bool allowsLoopback) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, allowsLoopback, cancellation),
        };

    /// <remarks>It connects to the very address that was checked: a name that says something else when asked again
    /// leads nowhere.</remarks>
    private static async ValueTask<Stream> Connect(
        DnsEndPoint there,
        bool allowsLoopback,
        CancellationToken cancellation
    )
    {
        var found = await Dns.GetHostAddressesAsync(there.Host, cancellation);
        if (found.Length == 0 || !Array.TrueForAll(found, it => MayCall(it, allowsLoopback)))
            throw new HttpRequestException("This address may not be called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, there.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool MayCall(IPAddress address, bool allowsLoopback) =>
        Addresses.IsPublic(address) || (allowsLoopback && Addresses.IsLoopback(address));
}
