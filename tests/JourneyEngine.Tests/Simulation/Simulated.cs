using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

/// <summary>Simulated visitors in numbers where shares show, and their visits as anybody would cut them.</summary>
internal static class Simulated
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The pause that ends a visit.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    public const int Visitors = 20_000;

    public static readonly IReadOnlyList<Message> Delivered = Simulator.Run(Truth.Demo, Visitors, seed: 1, Now);

    /// <summary>Each visitor's messages without duplicates, in order of time.</summary>
    public static readonly IReadOnlyList<Message[]> Streams =
    [
        .. Delivered
            .DistinctBy(it => it.MessageId)
            .GroupBy(it => it.Visitor)
            .Select(it => it.OrderBy(message => message.At).ToArray()),
    ];

    public static readonly IReadOnlyList<Message[][]> Visits = [.. Streams.Select(Cut)];

    /// <summary>How far a share of so many may be from its probability: four standard deviations.</summary>
    public static double Tolerance(double probability, int trials) =>
        4 * Math.Sqrt(probability * (1 - probability) / trials);

    private static Message[][] Cut(Message[] stream)
    {
        var visits = new List<List<Message>>();
        foreach (var message in stream)
        {
            if (visits.Count == 0 || message.At - visits[^1][^1].At > Gap)
                visits.Add([]);
            visits[^1].Add(message);
        }

        return [.. visits.Select(it => it.ToArray())];
    }
}
