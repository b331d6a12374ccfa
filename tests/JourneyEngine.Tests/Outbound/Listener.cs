using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyEngine.Tests.Outbound;

/// <summary>A server on this machine that says to each line what it is told to, and keeps what it heard.</summary>
internal sealed class Listener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _heard = [];

    /// <param name="greeting">Said to whoever comes, if anything.</param>
    /// <param name="answer">To a line; nothing to say nothing.</param>
    public Listener(string? greeting, Func<string, string?> answer)
    {
        _listener.Start();
        _ = Serve(greeting, answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Heard
    {
        get
        {
            lock (_heard)
                return string.Join('\n', _heard);
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task Serve(string? greeting, Func<string, string?> answer)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var text = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var back = new StreamWriter(client.GetStream(), new UTF8Encoding(false))
            {
                AutoFlush = true,
                NewLine = "\r\n",
            };
            if (greeting is not null)
                await back.WriteLineAsync(greeting);
            while (await text.ReadLineAsync() is { } line)
            {
                lock (_heard)
                    _heard.Add(line);
                if (answer(line) is { } said)
                    await back.WriteLineAsync(said);
            }
        }
    }
}
