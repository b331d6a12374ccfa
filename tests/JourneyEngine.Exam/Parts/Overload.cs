using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>Ten times as many clients as keep the engine busy: it refuses early, in bounded memory.</summary>
internal static class Overload
{
    public const string Name = "overload";
    private const int Seconds = 600;
    private const int FewestSeconds = 20;
    private const int Connections = 16;
    private const int Times = 10;
    private const double MostMemory = 1.5;

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        await using var laboratory = await Laboratory.Open();
        var flood = new Flood(laboratory.Host.Address, laboratory.WriteKey);
        var seconds = Math.Max(FewestSeconds, extent.Of(Seconds));
        // A host that has just started grows for a while.
        var busy = await Peak(
            laboratory,
            flood,
            Connections,
            Math.Max(FewestSeconds, seconds / 5),
            new Progress<(int, int)>()
        );
        var peak = await Peak(laboratory, flood, Connections * Times, seconds, progress);
        var wrong = flood.Wrong.Distinct().ToList();
        if (flood.Acknowledged == 0)
            wrong.Add("nothing was acknowledged");
        if (peak > MostMemory * busy)
            wrong.Add($"memory grew from {busy:N0} to {peak:N0} MB");
        await using var database = laboratory.Server.Open();
        wrong.AddRange(Verdict.Few("acknowledged and not stored, or not whole", await flood.Lost(database)));
        wrong.AddRange(await StreamVersions.Compare(database));
        wrong.AddRange(await Projected.Wait(database));
        wrong.AddRange(await Replayed.Compare(database));
        var answers = string.Join(", ", flood.Answers.OrderBy(it => it.Key).Select(it => $"{it.Value:N0} x {it.Key}"));
        return Part.Found(
            Name,
            $"{seconds} s, batches {answers}; {flood.Acknowledged:N0} interactions; RSS {busy:N0} to {peak:N0} MB, {peak / busy:N2} x",
            wrong
        );
    }

    /// <returns>The most memory of the host's process, in MB.</returns>
    private static async Task<double> Peak(
        Laboratory laboratory,
        Flood flood,
        int connections,
        int seconds,
        IProgress<(int, int)> progress
    )
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var (flooding, peak) = (flood.Run(connections, end.Token), 0.0);
        for (var second = 0; !end.IsCancellationRequested; second++)
        {
            peak = Math.Max(peak, laboratory.Host.Memory());
            progress.Report((Math.Min(second, seconds), seconds));
            await Task.Delay(1_000);
        }

        await flooding;
        return peak;
    }
}
