using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using JourneyEngine.Tests;

namespace JourneyEngine.IntegrationTests.Erasure;

/// <remarks>With an engine of its own: whoever is erased waits for rebuilds, and those take as long as there are
/// visitors.</remarks>
public class a_visitor_is_erased_during_other_requests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const int AtOnce = 8;
    private const int OneRebuildOf = 40;

    private static readonly int Interleavings = Cases.Of(1_000, 240);

    private readonly string _gone = "gone" + Guid.NewGuid().ToString("N")[..10];
    private readonly string _kept = "kept" + Guid.NewGuid().ToString("N")[..10];

    [Fact]
    public async Task in_random_interleavings_without_leaving_a_trace()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "a", "b");

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Interleavings),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => await One(site, i)
        );

        await site.Get("/v1/reports/returns?wait=true");
        (await Scan.Tables(engine.Database, _gone)).Should().BeEmpty();
        (await Scan.Tables(engine.Database, _kept))
            .Should()
            .Contain(it => it.StartsWith("journey.mt_events"))
            .And.Contain(it => it.StartsWith("journey.journeys"))
            .And.Contain(it => it.StartsWith("journey.quarantine"));
        ((long)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(Interleavings / AtOnce);
        var replay = await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
            new Progress<(long, long)>(),
            default
        );
        replay.Differences.Should().BeEmpty();
    }

    /// <summary>A visitor is there, acts, asks and is looked up, and is erased somewhere in between; at every eighth
    /// nobody is.</summary>
    private async Task One(Site site, int number)
    {
        var random = new Random(number);
        var stays = number % AtOnce == 0;
        var visitor = $"{(stays ? _kept : _gone)}-{number}";
        var batches = Enumerable.Range(0, random.Next(1, 5)).Select(batch => Calls(visitor, batch, random)).ToArray();
        var doings = new List<Func<Task>>
        {
            async () =>
            {
                foreach (var batch in batches)
                {
                    await Pause(random);
                    (await site.Batch(batch)).EnsureSuccessStatusCode();
                }
            },
            async () =>
            {
                await Pause(random);
                await site.Batch([Undeclared(visitor)]);
            },
            async () =>
            {
                await Pause(random);
                await site.Ask($"/v1/visitors/{visitor}/events");
                await site.Ask($"/v1/visitors/{visitor}");
            },
            async () =>
            {
                await Pause(random);
                (
                    await site.Send(
                        HttpMethod.Post,
                        "/ofrep/v1/evaluate/flags/hero",
                        site.WriteKey,
                        JsonContent.Create(new { context = new { targetingKey = visitor } })
                    )
                ).EnsureSuccessStatusCode();
            },
        };
        if (!stays)
        {
            doings.Add(async () =>
            {
                await Pause(random);
                await site.Erase(visitor);
            });
        }

        if (number % OneRebuildOf == 0)
            doings.Add(Rebuild);
        var order = doings.ToArray();
        random.Shuffle(order);
        await Task.WhenAll(order.Select(doing => Task.Run(doing)));
        if (stays)
            return;
        foreach (var batch in batches)
            (await Site.Receipts(await site.Batch(batch))).Keys.Should().BeEquivalentTo("refused");
        await site.Batch([Undeclared(visitor)]);
        (await site.Ask($"/v1/visitors/{visitor}")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    private async Task Rebuild()
    {
        try
        {
            await engine.Rebuild(shares: 2);
        }
        catch (InvalidOperationException)
        {
            // Another one is under way.
        }
    }

    private static JsonNode[] Calls(string visitor, int batch, Random random) =>
        [
            IntegrationTests.Calls.Page(
                visitor,
                random.Next(2) == 0 ? "blog" : "files",
                IntegrationTests.Calls.Noon.AddHours(batch),
                userId: random.Next(3) == 0 ? visitor + "-user" : null
            ),
            IntegrationTests.Calls.Track(
                visitor,
                "scrolled " + visitor,
                IntegrationTests.Calls.Noon.AddHours(batch).AddMinutes(1)
            ),
        ];

    private static JsonObject Undeclared(string visitor) =>
        new()
        {
            ["type"] = "checkout",
            ["messageId"] = visitor + "-undeclared",
            ["anonymousId"] = visitor,
            ["name"] = "of " + visitor,
        };

    private static Task Pause(Random random)
    {
        int milliseconds;
        lock (random)
            milliseconds = random.Next(4) == 0 ? 0 : random.Next(40);
        return Task.Delay(milliseconds);
    }
}
