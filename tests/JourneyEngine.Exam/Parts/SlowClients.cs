using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>Clients that say a byte a second, or never read what they are told: they are hung up on, and nobody else
/// waits for them.</summary>
internal static class SlowClients
{
    public const string Name = "slow-clients";
    private const int Clients = 600;
    private const int Acknowledged = 200;

    /// <summary>How long one may hold a connection: five seconds for its headers, and a body of one byte a second is
    /// too slow after five more; the rest is for a machine that does all at once.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    private static readonly string[] Beginnings =
    [
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nX: ",
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    ];

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var (clients, ledger, wrong) = (extent.Of(Clients), new Ledger(), new List<string>());
        await using var laboratory = await Laboratory.Open();
        await using var senders = Senders.Start(ledger, laboratory.WriteKey, [laboratory.Host.Address], extent.Seed);
        using var end = new CancellationTokenSource();
        var slow = Enumerable
            .Range(0, clients)
            .Select(it => Trickle(laboratory.Host.Address, Beginnings[it % Beginnings.Length], laboratory.WriteKey))
            .ToList();
        var before = ledger.Acknowledged.Count;
        for (var done = 0; done < clients; done = slow.Count(it => it.IsCompleted))
        {
            progress.Report((done, clients));
            await Task.Delay(200);
        }

        var held = (await Task.WhenAll(slow)).Max();
        if (held > Longest)
            wrong.Add($"a slow client held its connection for {held.TotalSeconds:N0} s");
        if (ledger.Acknowledged.Count - before < Acknowledged)
            wrong.Add($"only {ledger.Acknowledged.Count - before} interactions of others were acknowledged meanwhile");
        await senders.Pause();
        wrong.AddRange(await Verdict.Of(laboratory, ledger));
        return Part.Found(
            Name,
            $"{clients} clients, held {held.TotalSeconds:N0} s at most, {ledger.Acknowledged.Count:N0} interactions",
            wrong
        );
    }

    /// <returns>How long the host bore with it.</returns>
    private static async Task<TimeSpan> Trickle(Uri host, string beginning, string key)
    {
        var clock = Stopwatch.StartNew();
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host.Host, host.Port);
            var stream = client.GetStream();
            var first = beginning.Replace(
                "Host: x",
                $"Host: x\r\nAuthorization: Bearer {key}",
                StringComparison.Ordinal
            );
            await stream.WriteAsync(Encoding.ASCII.GetBytes(first));
            var heard = stream.ReadAsync(new byte[1024]).AsTask();
            while (!heard.IsCompleted && clock.Elapsed < 2 * Longest)
            {
                await stream.WriteAsync("a"u8.ToArray());
                await Task.WhenAny(heard, Task.Delay(1_000));
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // Hung up on.
        }

        return clock.Elapsed;
    }
}
