using JasperFx.Events;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class marten_and_the_engine_append_concurrently(EngineFixture engine)
{
    [Fact]
    public async Task to_different_streams_whose_versions_have_no_gap()
    {
        var site = await engine.NewSite();
        await using var store = engine.Marten();
        var senders = Enumerable
            .Range(0, 8)
            .Select(sender =>
                Enumerable
                    .Range(0, 15)
                    .Select(request =>
                        Enumerable
                            .Range(0, 4)
                            .Select(i =>
                                Calls.Page("v", "home", Calls.Noon.AddMinutes((sender * 100) + (request * 4) + i))
                            )
                            .ToArray()
                    )
                    .ToArray()
            )
            .ToArray();

        await Task.WhenAll([
            .. senders.Select(requests =>
                Task.Run(async () =>
                {
                    foreach (var request in requests)
                        await site.Accepted(request);
                })
            ),
            .. Enumerable
                .Range(0, 4)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        for (var round = 0; round < 15; round++)
                            await store.Append(
                                site,
                                StreamNames.Visitor($"by marten {i}"),
                                $"{i} {round} a",
                                $"{i} {round} b"
                            );
                    })
                ),
        ]);

        var stream = await store.Stream(site, "v");
        stream.Select(it => it.Version).Should().Equal(Enumerable.Range(1, 480).Select(it => (long)it));
        stream.Select(it => it.Sequence).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        stream
            .MessageIds()
            .Should()
            .BeEquivalentTo(senders.SelectMany(it => it).SelectMany(it => it).Select(it => (string)it["messageId"]!));
        foreach (var requests in senders)
        {
            var sent = requests.SelectMany(it => it).Select(it => (string)it["messageId"]!).ToArray();
            stream
                .MessageIds()
                .Where(sent.ToHashSet().Contains)
                .Should()
                .Equal(sent, "what one sender sends stays in its order");
        }

        for (var i = 0; i < 4; i++)
            (await store.Stream(site, $"by marten {i}"))
                .Select(it => it.Version)
                .Should()
                .Equal(Enumerable.Range(1, 30).Select(it => (long)it));
    }

    /// <summary>
    /// The engine locks the stream's row first and Marten last, so now and then one of the two is turned away, at times
    /// only after PostgreSQL's second for finding deadlocks. The engine tries again by itself; Marten's caller has to.
    /// </summary>
    [Fact]
    public async Task to_the_same_stream_whose_versions_have_no_gap()
    {
        var site = await engine.NewSite();
        await using var store = engine.Marten();
        var sent = Enumerable
            .Range(0, 4)
            .Select(sender =>
                Enumerable
                    .Range(0, 20)
                    .Select(i => Calls.Page("v", "home", Calls.Noon.AddMinutes((sender * 100) + i)))
                    .ToArray()
            )
            .ToArray();
        var byMarten = Enumerable.Range(0, 40).Select(i => $"by marten {i}").ToArray();

        await Task.WhenAll([
            .. sent.Select(calls =>
                Task.Run(async () =>
                {
                    foreach (var call in calls)
                        await site.Accepted(call);
                })
            ),
            Task.Run(async () =>
            {
                foreach (var message in byMarten)
                    await UntilTaken(() => store.Append(site, StreamNames.Visitor("v"), message));
            }),
        ]);

        var stream = await store.Stream(site, "v");
        stream.Select(it => it.Version).Should().Equal(Enumerable.Range(1, 120).Select(it => (long)it));
        stream
            .MessageIds()
            .Should()
            .BeEquivalentTo(sent.SelectMany(it => it).Select(it => (string)it["messageId"]!).Concat(byMarten));
        stream.MessageIds().Where(byMarten.Contains).Should().Equal(byMarten);
    }

    private static async Task UntilTaken(Func<Task> append)
    {
        while (true)
        {
            try
            {
                await append();
                return;
            }
            catch (Exception refusal)
                when (refusal is EventStreamUnexpectedMaxEventIdException or ExistingStreamIdCollisionException
                    || refusal.InnerException
                        is PostgresException
                        {
                            SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
                        }
                )
            {
                // Another one was first; what it appended is read anew.
            }
        }
    }
}
