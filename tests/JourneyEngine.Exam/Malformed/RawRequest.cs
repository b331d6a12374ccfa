using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace JourneyEngine.Exam.Malformed;

/// <summary>What no client library sends: broken lines, lengths and chunks.</summary>
internal static class RawRequest
{
    private static readonly string[] Starts =
    [
        "POST /v1/batch HTTP/1.1",
        "GET /v1/reports/returns HTTP/1.1",
        "GET /privacy HTTP/1.1",
        "POST /privacy/tell HTTP/1.1",
        "POST /v1/batch HTTP/1.0",
        "POST  /v1/batch HTTP/1.1",
        "POST /v1/batch HTTP/9.9",
        "post /v1/batch HTTP/1.1",
        "GET http://elsewhere.example/v1/batch HTTP/1.1",
        "GET //v1//batch HTTP/1.1",
        "GET /v1/%zz HTTP/1.1",
        "CONNECT x:1 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET /v1/funnels/%00 HTTP/1.1",
        "GET /\u00ff HTTP/1.1",
        "\u0016\u0003\u0001",
        "PRI * HTTP/2.0",
    ];

    private static readonly string[] Lines =
    [
        "Host: 127.0.0.1",
        "Host:",
        "Host: a\r\nHost: b",
        "Content-Length: -1",
        "Content-Length: 5",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "No colon",
        " : x",
        "X: a\u0000b",
        "Expect: 100-continue",
        "Expect: x",
        "Content-Type: application/json",
        "Connection: upgrade\r\nUpgrade: h2c",
        "Authorization: Basic ====",
        "Cookie: " + "a=b; c=\u0001",
    ];

    private static readonly string[] Ends =
    [
        "",
        "5\r\nhello\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFF\r\nx\r\n",
        "-1\r\n\r\n",
        "x\r\n",
        "0\r\n\r\n",
        "{}",
        "hello",
        "5;ext=\"\r\nhello\r\n0\r\n\r\n",
    ];

    /// <returns>The first line of the answer and what was sent; no line where the connection was closed.</returns>
    public static async Task<(string Answer, string Sent)> Send(Uri host, Random chance)
    {
        var sent = string.Create(
            CultureInfo.InvariantCulture,
            $"{Starts[chance.Next(Starts.Length)]}\r\n{string.Concat(Enumerable.Range(0, chance.Next(6)).Select(_ => Lines[chance.Next(Lines.Length)] + "\r\n"))}\r\n{Ends[chance.Next(Ends.Length)]}"
        );
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(sent));
            // No more is coming: who waits for the rest of a body knows that it never comes.
            client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return (await reader.ReadLineAsync(limit.Token) ?? "", sent);
        }
        catch (IOException)
        {
            return ("", sent);
        }
    }
}
