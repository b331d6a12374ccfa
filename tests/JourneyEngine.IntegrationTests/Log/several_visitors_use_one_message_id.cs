using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class several_visitors_use_one_message_id(EngineFixture engine)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task on_two_hosts_in_any_order_and_each_keeps_theirs(int seed)
    {
        var site = await engine.NewSite();
        var random = new Random(seed);
        // Few of each, so that nearly every message clashes with another's, and its own retries with itself.
        var messages = (
            from visitor in Enumerable.Range(0, 6)
            from id in Enumerable.Range(0, 12)
            select Page($"v{visitor}", $"m{id}", Calls.Noon.AddMinutes(visitor))
        ).ToArray();
        var outcomes = new List<(NewFact Sent, AppendOutcome Outcome)>();

        await Task.WhenAll(Host(random.Next()), Host(random.Next()));

        outcomes
            .Where(it => it.Outcome == AppendOutcome.Accepted)
            .Select(it => (it.Sent.Visitor, it.Sent.MessageId))
            .Should()
            .BeEquivalentTo(messages.Select(it => (it.Visitor, it.MessageId)), "each is accepted once");
        outcomes
            .Select(it => it.Outcome)
            .Should()
            .OnlyContain(it => it == AppendOutcome.Accepted || it == AppendOutcome.Duplicate);
        foreach (var visitor in messages.GroupBy(it => it.Visitor))
            (await Stored(site, visitor.Key))
                .Should()
                .BeEquivalentTo(visitor.Select(it => (it.MessageId, ((InteractionRecorded)it.Body).OccurredAt)));

        Task Host(int order) =>
            engine.Writing(async log =>
            {
                var own = new Random(order);
                for (var round = 0; round < 3; round++)
                {
                    var shuffled = messages.ToArray();
                    own.Shuffle(shuffled);
                    await Task.WhenAll(
                        shuffled
                            .Chunk(own.Next(1, 20))
                            .Select(async batch =>
                            {
                                var done = await log.Append(site.Name, batch);
                                lock (outcomes)
                                    outcomes.AddRange(batch.Zip(done));
                            })
                    );
                }
            });
    }

    [Fact]
    public async Task while_a_conflict_of_one_visitor_is_told_as_ever()
    {
        var site = await engine.NewSite();

        await engine.Writing(async log =>
        {
            (await log.Append(site.Name, [Page("a", "m"), Page("b", "m"), Page("b", "m", name: "blog")]))
                .Should()
                .Equal(AppendOutcome.Accepted, AppendOutcome.Accepted, AppendOutcome.Conflict);
            (await log.Append(site.Name, [Page("b", "m", name: "files"), Page("a", "m", name: "blog"), Page("b", "m")]))
                .Should()
                .Equal(AppendOutcome.Conflict, AppendOutcome.Conflict, AppendOutcome.Duplicate);
        });
    }

    [Fact]
    public async Task of_whom_the_first_is_erased_and_the_other_s_retry_is_a_duplicate()
    {
        var site = await engine.NewSite();
        var (first, other) = (Calls.Page("first", "home", Calls.Noon), Calls.Page("other", "home", Calls.Noon));
        other["messageId"] = (string)first["messageId"]!;
        await site.Accepted(first);
        await site.Accepted(other);
        await site.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            site.AdminKey,
            System.Net.Http.Json.JsonContent.Create(new { visitor = "first" })
        );

        (await Site.Receipts(await site.Batch([other, other])))
            .Should()
            .Equal(new Dictionary<string, int> { ["duplicate"] = 2 });
        (await Site.Receipts(await site.Batch([first]))).Should().ContainKey("refused");
        (await Stored(site, "other")).Should().ContainSingle();
    }

    /// <summary>Before ids had a normal form and were hashed, and before the engine's own were kept apart.</summary>
    [Theory]
    [InlineData("v", "order of dana@example.test")]
    [InlineData("dana@example.test", "m")]
    [InlineData("dana@example.test", "order of dana@example.test")]
    [InlineData(" v\u200B", "m")]
    [InlineData("v", "link:v|u")]
    [InlineData("v", "0198c0de-0000-7000-8000-000000000000/shown")]
    public async Task of_which_an_earlier_version_stored_one_and_its_retry_is_a_duplicate(
        string visitor,
        string messageId
    )
    {
        var site = await engine.NewSite();
        await engine.Writing(log => log.Append(site.Name, [Page(visitor, messageId)]));
        var retry = Calls.Page(visitor, "home", Calls.Noon);
        retry["messageId"] = messageId;
        var other = Calls.Page(visitor, "blog", Calls.Noon);
        other["messageId"] = messageId;

        (await Site.Receipts(await site.Batch([retry])))
            .Should()
            .Equal(new Dictionary<string, int> { ["duplicate"] = 1 });
        (await Site.Receipts(await site.Batch([other])))
            .Should()
            .Equal(new Dictionary<string, int> { ["conflict"] = 1 });
    }

    [Fact]
    public async Task of_the_engine_s_own_facts_and_keeps_none_of_them_out()
    {
        var site = await engine.NewSite();
        var guessed = Calls.Page("v", "home", Calls.Noon);
        guessed["messageId"] = "link:v|u";
        await site.Accepted(guessed);

        await site.Accepted(Calls.Page("v", "home", Calls.Noon.AddDays(1), userId: "u"));

        await site.Get("/v1/reports/returns?wait=true");
        (await (await site.Ask("/v1/visitors/u/links")).Content.ReadAsStringAsync())
            .Should()
            .Contain("\"alias\":\"u\"");
        (await Site.Receipts(await site.Batch([guessed])))
            .Should()
            .Equal(new Dictionary<string, int> { ["duplicate"] = 1 });
    }

    private static NewFact Page(string visitor, string messageId, DateTimeOffset? at = null, string name = "home") =>
        new(
            visitor,
            messageId,
            new InteractionRecorded(messageId, "page", name, null, null, null, at ?? Calls.Noon, Calls.Noon)
        );

    private async Task<List<(string, DateTimeOffset)>> Stored(Site site, string visitor)
    {
        await using var command = engine.Database.CreateCommand(
            "select data ->> 'messageId', data ->> 'occurredAt' from journey.mt_events where tenant_id = $1 and stream_id = $2"
        );
        command.Parameters.Add(new() { Value = site.Name });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        var stored = new List<(string, DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            stored.Add((reader.GetString(0), DateTimeOffset.Parse(reader.GetString(1))));
        return stored;
    }
}
