using System.Globalization;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>A figure taken several times, with others in turn.</summary>
internal sealed record Samples(IReadOnlyList<double> Values)
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return sorted.Length % 2 == 1
                ? sorted[sorted.Length / 2]
                : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public override string ToString() =>
        Values.Count == 1 ? Text(Median) : $"{Text(Median)} ({Text(Values.Min())} to {Text(Values.Max())})";

    public static string Text(double value) =>
        value.ToString(
            value >= 100 ? "N0"
                : value >= 10 ? "N1"
                : "N2",
            CultureInfo.InvariantCulture
        );

    /// <summary>Runs the contenders in turn, A B A B, so that what changes on the machine meanwhile meets all of
    /// them.</summary>
    public static async Task<Dictionary<string, Samples>> InTurn(
        int rounds,
        params (string Name, Func<Task<double>> Measure)[] contenders
    )
    {
        var values = contenders.ToDictionary(it => it.Name, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, measure) in contenders)
            {
                values[name].Add(await measure());
                Console.Error.WriteLine($"  {name}: {Text(values[name][^1])}");
            }
        }

        return values.ToDictionary(it => it.Key, it => new Samples(it.Value));
    }
}

/// <summary>One line of the result: ours against a limit or a rival.</summary>
/// <param name="AtLeast">What has to be reached; more is better unless <paramref name="LessIsBetter"/>.</param>
internal sealed record Ratio(
    string What,
    string Ours,
    string Other,
    double Value,
    double AtLeast,
    double Aim,
    bool LessIsBetter = false,
    string Unit = ""
)
{
    public string Reached =>
        Meets(Aim) ? "aim"
        : Meets(AtLeast) ? "yes"
        : "NO";

    private bool Meets(double limit) => LessIsBetter ? Value <= limit : Value >= limit;
}

/// <summary>Two figures and their ratio, for the record; nothing is demanded of it.</summary>
internal sealed record Figure(string What, string Value);
