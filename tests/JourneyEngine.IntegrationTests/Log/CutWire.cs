using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>A wire to PostgreSQL that breaks at the worst moment: the database has answered a statement, and nobody
/// hears it.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly (string Host, int Port) _server;
    private readonly Task _accepting;
    private byte[]? _cutAfter;

    /// <param name="connectionString">By TCP.</param>
    /// <param name="port">0 for any.</param>
    public CutWire(string connectionString, int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _server = (settings.Host!, settings.Port);
        settings.Host = IPAddress.Loopback.ToString();
        settings.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ConnectionString;
        _accepting = Accept();
    }

    /// <summary>The same database, by this wire.</summary>
    public string ConnectionString { get; }

    /// <summary>Nothing comes through in either direction for as long as it is so; it is delivered later.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often it broke.</summary>
    public int Cuts { get; private set; }

    /// <summary>The first statement that carries a text is answered into the void.</summary>
    public void CutAfter(string text) => _cutAfter = Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
                wires.Add(Carry(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task Carry(Socket client)
    {
        using var near = new NetworkStream(client, ownsSocket: true);
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _end.Token);
            var (deaf, there) = (false, far.GetStream());
            var asking = Pump(near, there, sent => deaf |= IsLast(sent), _ => true);
            var answering = Pump(there, near, _ => { }, _ => !deaf);
            await Task.WhenAny(asking, answering);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // One of the two hung up.
        }
    }

    private bool IsLast(ReadOnlySpan<byte> sent)
    {
        if (_cutAfter is not { } text || sent.IndexOf(text) < 0)
            return false;
        _cutAfter = null;
        Cuts++;
        return true;
    }

    private delegate void Look(ReadOnlySpan<byte> bytes);

    /// <remarks>Ends at the first bytes that may not pass.</remarks>
    private async Task Pump(Stream from, Stream to, Look look, Func<int, bool> passes)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var read)
        {
            while (IsSilent)
                await Task.Delay(20, _end.Token);
            look(buffer.AsSpan(0, read));
            if (!passes(read))
                return;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
