using JourneyEngine.Cli.Simulation;
using JourneyEngine.IntegrationTests.Conversions;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Funnels;

/// <summary>An answer that follows those of whom something came, against one that walks everybody anew: the same
/// question with an exclusion that excludes nothing, which no answer is kept of.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_funnel_report_is_updated_incrementally(EngineFixture engine)
{
    private const int Parts = 6;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private int _asked;

    [Theory]
    [InlineData("order=ordered&within=12h&by=campaign")]
    [InlineData("order=any&by=landing")]
    [InlineData("order=strict&within=2visits&from=2026-04-20")]
    public async Task with_the_same_rows_as_a_full_recalculation(string question)
    {
        var site = await engine.NewSite();
        await site.Put(
            "/v1/funnels/f",
            new
            {
                stages = new object[]
                {
                    new { name = "Came", when = new object[] { new { kind = "page" } } },
                    new { name = "Looked", when = new object[] { new { name = "product" }, new { name = "pricing" } } },
                    new
                    {
                        name = "Signed",
                        goal = true,
                        when = new object[] { new { name = "Signed Up" } },
                    },
                },
            }
        );
        var messages = Simulator
            .Run(Truth.Demo with { Bots = 0, WrongClocks = 0, Duplicates = 0 }, visitors: 80, seed: 3, Now)
            .ToArray();
        // What came first for a visitor may be told last.
        new Random(11).Shuffle(messages);

        foreach (var part in messages.Chunk((messages.Length / Parts) + 1))
        {
            await site.Accepted([.. part.Select(NaiveFold.Line)]);
            await Agree(site, question);
        }

        await site.Erase(messages[0].Visitor);
        await Agree(site, question);
        await site.Accepted(Calls.Page("one more", "product", Now));
        await Agree(site, question);
    }

    private async Task Agree(Site site, string question)
    {
        var followed = await site.Get($"/v1/reports/funnel?{question}&wait=true");
        var anew = await site.Get($"/v1/reports/funnel?{question}&wait=true&without=track:never-{_asked++}");

        ((long)followed["rows"]![0]!["visitors"]!).Should().BePositive();
        followed["rows"]!.ToJsonString().Should().Be(anew["rows"]!.ToJsonString());
        followed["groups"]!.ToJsonString().Should().Be(anew["groups"]!.ToJsonString());
    }
}
