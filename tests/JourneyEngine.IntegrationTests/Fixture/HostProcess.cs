using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JourneyEngine.IntegrationTests;

/// <summary>The real host in a process of its own, so that it can be killed.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    /// <summary>How long whatever comes may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int LowestPort = 20_000;
    private const int Ports = 10_000;
    private static int _ports = Environment.ProcessId * 100;

    private readonly Process _process;
    private readonly List<string> _output = [];

    private HostProcess(Uri address, Process process)
    {
        Address = address;
        _process = process;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>All that the host has written to its log so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <param name="database">Connection string, or nothing for the embedded cluster.</param>
    /// <param name="environment">Variables besides the usual ones, or in their place.</param>
    public static async Task<HostProcess> Start(
        string dataFolder,
        string? database,
        int? port = null,
        Dictionary<string, string>? environment = null
    )
    {
        port ??= FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", [HostDll()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["JOURNEY_URL"] = address.ToString().TrimEnd('/');
        start.Environment["JOURNEY_DATA"] = dataFolder;
        start.Environment["JOURNEY_DB"] = database ?? "";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // All tests come from one address.
        start.Environment["JOURNEY_LIMIT_ADDRESS"] = "0";
        start.Environment["JOURNEY_LIMIT_WRONG"] = "0";
        start.Environment["JOURNEY_LIMIT_LEARNING"] = "0";
        // The host of a test ends before what it learns of itself pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        var host = new HostProcess(address, Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) => host.Note(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Note(line.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            await host.UntilReady();
            return host;
        }
        catch when (!host.HasEnded)
        {
            await host.Kill();
            throw;
        }
    }

    /// <summary>As <c>kill -9</c> does: no farewell.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var _ = Process.Start(
                "/bin/sh",
                ["-c", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kill -TERM {_process.Id}")]
            );
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await Kill();
                throw new TimeoutException($"The host has not stopped after {Patience}:\n{Output}");
            }
        }

        _process.Dispose();
    }

    /// <summary>Below those that the system gives away, each once: nobody else takes it before it is used.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (Interlocked.Increment(ref _ports) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private static string HostDll() => typeof(JourneyEngine.Host.JourneyHost).Assembly.Location;

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    private async Task UntilReady()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}:\n{Output}");
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (waited.Elapsed > Patience)
                throw new TimeoutException($"The host is not ready after {Patience}:\n{Output}");
            await Task.Delay(100);
        }
    }
}
