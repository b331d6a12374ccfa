using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace JourneyEngine.Exam.Engine;

/// <summary>The PostgreSQL of a data folder, as its superuser and as its process.</summary>
internal sealed class ServerUnderExam(string dataFolder)
{
    private int _killed;

    /// <summary>0 where no server runs.</summary>
    public int ProcessId =>
        File.Exists(DocumentFile) && File.Exists(PidFile)
            ? int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture)
            : 0;

    public string LogFile => Path.Combine(Folder, "postgres.log");

    private string PidFile => Path.Combine(Folder, "data", "postmaster.pid");

    private string Folder => Path.Combine(dataFolder, (string)Document["folder"]!);

    private JsonNode Document => JsonNode.Parse(File.ReadAllText(DocumentFile))!;

    private string DocumentFile => Path.Combine(dataFolder, "postgres.json");

    public NpgsqlDataSource Open(string database = "journey")
    {
        var cluster = Document;
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = (string)cluster["host"]!,
                Port = (int)cluster["port"]!,
                Username = (string)cluster["superuser"]!["user"]!,
                Password = (string)cluster["superuser"]!["password"]!,
                Database = database,
                Timeout = 60,
                CommandTimeout = 600,
                // A server that was killed leaves broken connections in a pool.
                Pooling = false,
            }
        );
    }

    /// <summary>As another host connects, by TCP.</summary>
    /// <param name="role">engine or vault.</param>
    public string ConnectionString(string role)
    {
        var cluster = Document;
        return new NpgsqlConnectionStringBuilder
        {
            Host = (string)cluster["host"]!,
            Port = (int)cluster["port"]!,
            Username = (string)cluster[role]!["user"]!,
            Password = (string)cluster[role]!["password"]!,
            Database = (string)cluster["database"]!,
        }.ConnectionString;
    }

    /// <summary>Where no host ended it.</summary>
    public async Task End()
    {
        var process = ProcessId;
        if (process > 0 && Signals.NameOf(process) == "postgres")
            await Signals.Send(process, "-INT");
    }

    /// <exception cref="TimeoutException">It cannot be reached for long.</exception>
    public async Task UntilReached()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                await using var database = Open();
                await using var connection = await database.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < HostUnderExam.Patience)
            {
                // Not yet again.
            }
        }
    }

    /// <summary>Time of the processor since it was started, of all its processes.</summary>
    public TimeSpan Used =>
        Signals.ChildrenOf(ProcessId).Append(ProcessId).Aggregate(TimeSpan.Zero, (sum, it) => sum + Signals.Used(it));

    /// <summary>To the server alone: its other processes end when they see that it is gone.</summary>
    public async Task Kill() => await Signals.Send(await NextToKill(), "-KILL");

    /// <returns>The process of the server that runs now; of one that was killed before, whose host starts another one,
    /// that other one's.</returns>
    /// <exception cref="TimeoutException">None runs for long.</exception>
    public async Task<int> NextToKill()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HostUnderExam.Patience; await Task.Delay(20))
        {
            if (ProcessId is > 0 and var process && process != _killed && Signals.NameOf(process) == "postgres")
                return _killed = process;
        }

        throw new TimeoutException(
            $"PostgreSQL does not come back: {string.Join(" / ", File.ReadLines(LogFile).TakeLast(3))}"
        );
    }

    /// <summary>To the server and all of its processes, which rename themselves and are known by their parent.</summary>
    public async Task SignalAll(string signal)
    {
        var server = ProcessId;
        // First the one that makes new ones.
        await Signals.Send(server, signal);
        foreach (var process in Signals.ChildrenOf(server))
            await Signals.Send(process, signal);
    }
}
