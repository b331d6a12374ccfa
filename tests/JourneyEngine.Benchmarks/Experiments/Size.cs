using System.Diagnostics;
using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>What becomes dearer as the log grows.</summary>
internal static class Size
{
    /// <returns>Milliseconds of the report that marketing opens first.</returns>
    public static async Task<double> ReportP95(Laboratory laboratory)
    {
        await laboratory.Projected();
        using var http = laboratory.Reader();
        var latencies = new List<double>();
        for (var i = 0; i < 600; i++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = await http.GetStringAsync("/v1/reports/conversion-by-visit");
            if (i >= 100)
                latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return latencies.Order().ElementAt((int)(0.95 * (latencies.Count - 1)));
    }

    /// <returns>Microseconds that an event takes, at the rate at which batches are captured.</returns>
    public static async Task<Samples> CostOfAnEvent(Laboratory laboratory, Plan plan)
    {
        await laboratory.Projected();
        await CaptureInBatches.Capture(laboratory, plan.Seconds);
        var rates = await Samples.InTurn(
            plan.Rounds,
            ("capture", () => CaptureInBatches.Capture(laboratory, plan.Seconds))
        );
        return new Samples([.. rates["capture"].Values.Select(it => 1e6 / it)]);
    }
}
