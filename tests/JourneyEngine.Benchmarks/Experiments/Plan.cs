using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>How much of everything a run does.</summary>
/// <param name="Rounds">How often each contender has its turn.</param>
/// <param name="Seconds">Length of a turn.</param>
/// <param name="Few">Events in the small log.</param>
/// <param name="Middle">Events in the middle-sized log: catch-up, rebuild.</param>
/// <param name="Many">Events in the large log.</param>
/// <param name="WarmUpSeconds">Until the compiler has made of the host's code what it will; before, the slowest answers
/// tell of the compiler.</param>
/// <param name="OverloadSeconds">How long the engine is offered more than it can take.</param>
internal sealed record Plan(
    int Rounds,
    double Seconds,
    int Few,
    int Middle,
    int Many,
    double WarmUpSeconds,
    int OverloadSeconds
)
{
    public static Plan Full { get; } = new(5, 6, 100_000, 1_000_000, 10_000_000, 20, 120);

    public static Plan Quick { get; } = new(3, 2, 50_000, 200_000, 500_000, 6, 8);
}

/// <summary>What a run found so far.</summary>
internal sealed class Findings
{
    public List<Ratio> Ratios { get; } = [];

    public List<Figure> Figures { get; } = [];

    public void Note(string what, string value) => Figures.Add(new Figure(what, value));

    public void Note(string what, Samples samples, string unit) => Note(what, $"{samples} {unit}");
}
