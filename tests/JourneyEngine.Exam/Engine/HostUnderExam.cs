using System.Diagnostics;

namespace JourneyEngine.Exam.Engine;

/// <summary>A host in a process of its own; what it says goes to a file that is looked through at the end.</summary>
internal sealed class HostUnderExam(Uri address, Dictionary<string, string> settings, string logFile) : IAsyncDisposable
{
    /// <summary>How long whatever comes may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lock _log = new();
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    public Uri Address => address;

    public bool Runs => _process is { HasExited: false };

    /// <summary>Memory that is the process's own or mapped from files, in MB.</summary>
    public double Memory()
    {
        _process!.Refresh();
        return _process.WorkingSet64 / 1e6;
    }

    /// <summary>Without what is mapped from files, which the system takes back when it wants, in MB.</summary>
    public double OwnMemory() =>
        File.ReadLines($"/proc/{_process!.Id}/status")
            .Where(it => it.StartsWith("RssAnon:") || it.StartsWith("RssShmem:"))
            .Sum(it => double.Parse(it.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1])) / 1e3;

    /// <summary>Time of the processor since it was started.</summary>
    public TimeSpan Used => Signals.Used(_process!.Id);

    /// <param name="programs">Folder with JourneyEngine.Host.dll; null for the one that was built with the
    /// exam.</param>
    public void Start(string? programs = null)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(programs ?? AppContext.BaseDirectory, "JourneyEngine.Host.dll")]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["JOURNEY_URL"] = address.ToString().TrimEnd('/');
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <exception cref="TimeoutException">It is not ready for long.</exception>
    public async Task UntilReady()
    {
        for (var waited = Stopwatch.StartNew(); !await IsReady(); await Task.Delay(50))
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {LastSaid()}");
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"The host is not ready after {Patience}: {LastSaid()}");
        }
    }

    /// <summary>As <c>kill -9</c> does: no farewell.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <exception cref="TimeoutException">It has not ended in order.</exception>
    public async Task Stop()
    {
        if (_process is not { HasExited: false } process)
            return;
        await Signals.Send(process.Id, "-TERM");
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process?.Dispose();
        _http.Dispose();
    }

    public string LastSaid()
    {
        lock (_log)
            return File.Exists(logFile) ? string.Join(" / ", File.ReadLines(logFile).TakeLast(3)) : "it said nothing";
    }

    private async Task<bool> IsReady()
    {
        try
        {
            return (await _http.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            File.AppendAllText(logFile, line + "\n");
    }
}
