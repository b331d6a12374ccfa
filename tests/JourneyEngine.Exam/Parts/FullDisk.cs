using System.Diagnostics;
using System.Net;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>The volume of the database, its write-ahead log included, is full for a while.</summary>
internal static class FullDisk
{
    public const string Name = "disk-full";
    private const int Times = 10;
    private const string Size = "420m";

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"journey-exam-disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        // PostgreSQL does not run as root, and what is on the volume belongs to whom it belongs.
        if (
            await Command("mount", "-t", "tmpfs", "-o", $"size={Size},mode=0711", "tmpfs", folder) is
            { Length: > 0 } why
        )
            return Part.NotReached(Name, $"no volume of its own can be mounted here: {why}");
        try
        {
            return await On(folder, extent, progress);
        }
        finally
        {
            if (await Command("umount", folder) is { Length: > 0 } left)
                Console.Error.WriteLine($"   {folder} is still mounted: {left}");
            else
                Directory.Delete(folder);
        }
    }

    private static async Task<Finding> On(string folder, Extent extent, IProgress<(int, int)> progress)
    {
        var (chance, rounds, wrong) = (new Random(extent.Seed), extent.Of(Times), new List<string>());
        await using var laboratory = await Laboratory.Open(folder);
        var (ledger, filler, done) = (new Ledger(), Path.Combine(folder, "filler"), 0);
        await using var senders = Senders.Start(ledger, laboratory.WriteKey, [laboratory.Host.Address], extent.Seed);
        for (; done < rounds && wrong.Count == 0; done++)
        {
            await Task.Delay(chance.Next(300, 1_500));
            Fill(filler);
            var refused = await UntilRefused(laboratory);
            await Task.Delay(chance.Next(500, 4_000));
            File.Delete(filler);
            if (!refused)
                wrong.Add("the disk is full, and ready says that all is well");
            await senders.Pause();
            wrong.AddRange(await Verdict.Of(laboratory, ledger));
            senders.GoOn();
            progress.Report((done + 1, rounds));
        }

        await senders.Pause();
        return Part.Found(Name, $"{done} times, {ledger.Acknowledged.Count:N0} interactions", wrong);
    }

    private static void Fill(string filler)
    {
        using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        foreach (var size in new[] { 1024 * 1024, 4096 })
        {
            var block = new byte[size];
            try
            {
                while (true)
                    file.Write(block);
            }
            catch (IOException)
            {
                // Full.
            }
        }
    }

    /// <remarks>What PostgreSQL has set aside for its log is used up first.</remarks>
    private static async Task<bool> UntilRefused(Laboratory laboratory)
    {
        using var http = new HttpClient { BaseAddress = laboratory.Host.Address, Timeout = TimeSpan.FromSeconds(10) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HostUnderExam.Patience; await Task.Delay(200))
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable)
                    return true;
            }
            catch (OperationCanceledException)
            {
                // It does not answer within ten seconds.
                return false;
            }
        }

        return false;
    }

    /// <returns>What the command complains of.</returns>
    private static async Task<string> Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : said.Trim();
    }
}
