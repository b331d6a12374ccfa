using System.Text;
using BenchmarkDotNet.Attributes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Log;

namespace JourneyEngine.Benchmarks.Pure;

/// <summary>The pure parts, without database or network. Building the whole fact is what reading an interaction is
/// measured against.</summary>
[MemoryDiagnoser, ShortRunJob]
public class Folding
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FunnelDefined Funnel = new(
        "sales",
        1,
        [
            new("aware", false, [new Evidence("page", null, null)], null),
            new("interested", false, [new Evidence("page", null, null, 3)], null),
            new("customer", true, [new Evidence("track", ["order"], null)], null),
        ],
        Noon
    );

    private static readonly SlotDefined Slot = new(
        "hero",
        1,
        "sales",
        Policies.Uniform,
        new Content("welcome", default),
        [.. Enumerable.Range(0, 20).Select(i => new Content($"content {i}", default, ["aware", "interested"]))],
        Noon
    );

    private readonly FoldRules _rules = new(1, 30, [Funnel]);
    private readonly Snapshot _snapshot = new("sales", 1, "interested", 3, Noon, Noon, false, 12);
    private byte[] _fact = [];
    private byte[] _bytes = [];
    private Interaction[] _interactions = [];
    private Journey _journey = Journey.Empty;

    [GlobalSetup]
    public void Make()
    {
        _fact = Encoding.UTF8.GetBytes(
            FactJson.Write(
                new InteractionRecorded("an-id-1", "page", "article", "/articles/7", "example.org", null, Noon, Noon)
            )
        );
        _interactions =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => new Interaction(
                    Noon.AddHours(i / 3 * 24).AddMinutes(i).ToUnixTimeMilliseconds(),
                    "page",
                    "article",
                    "/articles/7"
                )),
        ];
        _journey = Journey.Empty.Fold(_rules, _interactions);
        _bytes = JourneyBytes.Write(_journey);
    }

    [Benchmark(Baseline = true, Description = "build a whole fact of its JSON")]
    public InteractionRecorded WholeFact() => FactJson.Read<InteractionRecorded>(_fact);

    [Benchmark(Description = "read of it what the fold sees")]
    public Interaction? ReadInteraction() => InteractionReader.Read(_fact);

    [Benchmark(Description = "fold 12 interactions of 4 visits")]
    public Journey Fold() => Journey.Empty.Fold(_rules, _interactions);

    [Benchmark(Description = "fold one more")]
    public Journey FoldOne() => _journey.Fold(_rules, [_interactions[^1]]);

    [Benchmark(Description = "write a journey")]
    public byte[] Write() => JourneyBytes.Write(_journey);

    [Benchmark(Description = "read a journey")]
    public Journey? Read() => JourneyBytes.Read(_bytes);

    [Benchmark(Description = "where a journey stands in a funnel")]
    public FunnelProgress Stand() => FunnelProgress.Of(_journey, _rules, Funnel);

    [Benchmark(Description = "decide among 20 contents")]
    public ContentOffered Offer() => Decide.Offer(Slot, _snapshot, Guid.Empty, 42, Noon);

    [Benchmark(Description = "what a journey puts into the reports")]
    public int Rows() => MeasureSums.Of(Engine.Measures, _journey, _rules).Count();
}
