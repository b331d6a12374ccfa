using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Collection;

public class more_is_sent_than_can_be_stored(EngineFixture engine) : IClassFixture<EngineFixture>
{
    /// <summary>Requests that all the writers of a host, one a core and two at least, have no room for.</summary>
    private static readonly int TooMany = 150 * Math.Clamp(Environment.ProcessorCount, 2, 16);

    [Fact]
    public async Task at_once_and_every_acknowledged_item_is_stored_exactly_once() =>
        await Judge(await Sent(await engine.NewSite(), 200, () => Task.CompletedTask));

    /// <summary>Nothing is stored for a moment, so that some must be turned away on any machine.</summary>
    [Fact]
    public async Task while_the_log_is_locked_and_rejected_batches_can_be_sent_again()
    {
        var site = await engine.NewSite();
        await using var locking = await engine.Database.OpenConnectionAsync();
        await using var held = await locking.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("lock table journey.mt_streams in exclusive mode", locking);
        await take.ExecuteNonQueryAsync();

        var sent = await Sent(site, TooMany, () => held.RollbackAsync());

        sent.Answers.Where(it => it.Answer.StatusCode == HttpStatusCode.TooManyRequests).Should().NotBeEmpty();
        await Judge(sent);
        foreach (var (_, body) in sent.Answers.Where(it => !it.Answer.IsSuccessStatusCode))
            (await Site.Receipts(await Again(site, body))).Keys.Should().BeSubsetOf(["accepted", "duplicate"]);
        var stored = await Stored(site);
        stored.Values.Should().OnlyContain(it => it == 1);
        sent.Answers.SelectMany(it => it.Body)
            .Select(it => (string)it["messageId"]!)
            .Except(stored.Keys)
            .Should()
            .BeEmpty();
    }

    /// <summary>A decision that cannot be written down is not made: the visitor sees what everybody sees, and is
    /// decided about as soon as there is room.</summary>
    [Fact]
    public async Task while_visitors_ask_for_content_and_they_see_the_default()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new { @default = new { name = "plain", value = 0 }, contents = new[] { new { name = "good", value = 1 } } }
        );
        var visitors = Enumerable.Range(0, 200).Select(i => $"dana{i}").ToArray();
        await site.Accepted([.. visitors.Select(it => Calls.Page(it, "home", Calls.Noon))]);
        await using var locking = await engine.Database.OpenConnectionAsync();
        await using var held = await locking.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("lock table journey.mt_streams in exclusive mode", locking);
        await take.ExecuteNonQueryAsync();

        Task<(HttpResponseMessage Answer, JsonObject Body)>[] asking = [];
        await Sent(
            site,
            TooMany,
            async () =>
            {
                // A writer that has room still takes what is decided, and answers when the lock is gone.
                for (var asked = 0; asked < visitors.Length && !asking.Any(it => it.IsCompleted); asked = asking.Length)
                {
                    asking = [.. asking, .. visitors.Skip(asked).Take(10).Select(it => Shown(site, it))];
                    await Task.WhenAny([.. asking, Task.Delay(200)]);
                }

                await held.RollbackAsync();
            }
        );

        var answers = await Task.WhenAll(asking);
        var overloaded = answers.Where(it => (string)it.Body["variant"]! == "plain").ToArray();
        overloaded
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(it =>
                it.Answer.IsSuccessStatusCode
                && it.Answer.Headers.ETag == null
                && it.Body["metadata"]!["decisionId"] == null
            );
        foreach (var visitor in visitors.Take(asking.Length))
        {
            var (answer, body) = await Eventually.Sees(
                () => Shown(site, visitor),
                it => (string)it.Body["variant"]! == "good"
            );
            answer.Headers.ETag.Should().NotBeNull();
            body["metadata"]!["decisionId"].Should().NotBeNull();
        }

        (
            await engine.Column(
                $"select stream_id from journey.mt_events where tenant_id = '{site.Name}' and type = 'content_offered'"
            )
        )
            .Should()
            .HaveCount(asking.Length)
            .And.OnlyHaveUniqueItems("none was made that was not answered");
    }

    private static async Task<(HttpResponseMessage Answer, JsonObject Body)> Shown(Site site, string visitor)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        return (answer, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>Every batch twice, all at the same time.</summary>
    private static async Task<(Site Site, (HttpResponseMessage Answer, JsonNode[] Body)[] Answers)> Sent(
        Site site,
        int posts,
        Func<Task> onceOneIsAnswered
    )
    {
        var bodies = Enumerable
            .Range(0, posts / 2)
            .Select(body =>
                Enumerable
                    .Range(0, 100)
                    .Select(JsonNode (i) => Calls.Page($"v{body}-{i % 20}", "home", Calls.Noon.AddMinutes(i)))
                    .ToArray()
            )
            .ToArray();
        var posting = bodies.Concat(bodies).Select(async body => (await site.Batch(body), body)).ToArray();
        await Task.WhenAny(posting);
        await onceOneIsAnswered();
        return (site, await Task.WhenAll(posting));
    }

    private async Task Judge((Site Site, (HttpResponseMessage Answer, JsonNode[] Body)[] Answers) sent)
    {
        var acknowledged = new List<string>();
        foreach (var (answer, _) in sent.Answers)
        {
            answer
                .StatusCode.Should()
                .BeOneOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                (answer.Headers.RetryAfter?.Delta).Should().BeGreaterThan(TimeSpan.Zero);
                continue;
            }

            var receipts = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]!.AsArray();
            receipts.Select(it => (string)it!["status"]!).Distinct().Should().BeSubsetOf(["accepted", "duplicate"]);
            acknowledged.AddRange(receipts.Select(it => (string)it!["messageId"]!));
        }

        var stored = await Stored(sent.Site);
        stored.Values.Should().OnlyContain(it => it == 1);
        acknowledged.Except(stored.Keys).Should().BeEmpty();
        (await Site.Receipts(await Again(sent.Site, [Calls.Page("later", "home", Calls.Noon)])))
            .Should()
            .ContainKey("accepted");
        await sent.Site.Get("/v1/reports/returns?wait=true");
        (await engine.Differences()).Should().BeEmpty();
    }

    /// <summary>As a client does: when it is told to, a while later.</summary>
    private static async Task<HttpResponseMessage> Again(Site site, JsonNode[] body)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await site.Batch(body);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || tries == 10)
                return answer;
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
        }
    }

    private async Task<Dictionary<string, int>> Stored(Site site) =>
        (
            await engine.Column(
                $"select data ->> 'messageId' from journey.mt_events where tenant_id "
                    + $"= '{site.Name}' and type = 'interaction_recorded'"
            )
        )
            .CountBy(it => it)
            .ToDictionary();
}
