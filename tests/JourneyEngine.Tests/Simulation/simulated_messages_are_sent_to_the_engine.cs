using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Simulation;

public class simulated_messages_are_sent_to_the_engine
{
    private static readonly SiteKeys Keys = new("w", "r", "a");
    private static readonly IReadOnlyList<Message> Messages = Simulator.Run(Truth.Demo, 100, seed: 1, Simulated.Now);
    private static readonly int Distinct = Messages.DistinctBy(it => it.MessageId).Count();

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    public async Task again_after_503_or_429_and_the_requested_pause(int status)
    {
        await using var door = await Door.Open(request => request == 3 ? new Later(status) : null);

        var receipts = await Deliver(door);

        receipts
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, int> { ["accepted"] = Distinct, ["duplicate"] = Messages.Count - Distinct }
            );
        var refused = door.Requests.Single(it => !it.Taken);
        var again = door.Requests.Single(it => it.Taken && Ids(it.Batch).SequenceEqual(Ids(refused.Batch)));
        (again.At - refused.At).Should().BeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task again_with_a_new_sent_at_and_the_same_timestamps()
    {
        await using var door = await Door.Open(request => request == 1 ? new Later(503) : null);

        await Deliver(door);

        var refused = door.Requests.Single(it => !it.Taken);
        var again = door.Requests.Single(it => it.Taken && Ids(it.Batch).SequenceEqual(Ids(refused.Batch)));
        (SentAt(again.Batch) - SentAt(refused.Batch)).Should().BeGreaterThan(TimeSpan.FromSeconds(1.9));
        Texts(again.Batch, "timestamp").Should().Equal(Texts(refused.Batch, "timestamp"));
    }

    [Fact]
    public async Task with_the_site_s_write_key_as_basic_authentication()
    {
        await using var door = await Door.Open(_ => null);

        await Deliver(door);

        door.Requests.Select(it => it.Key)
            .Distinct()
            .Should()
            .Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("w:")));
        door.Requests.Sum(it => it.Batch.Count).Should().Be(Messages.Count);
    }

    [Fact]
    public async Task without_a_retry_if_it_answers_401()
    {
        await using var door = await Door.Open(_ =>
            Results.Problem("No such key.", statusCode: StatusCodes.Status401Unauthorized)
        );

        var delivery = () => Deliver(door);

        (await delivery.Should().ThrowAsync<EngineException>())
            .Which.Should()
            .Match<EngineException>(it =>
                it.Message.Contains("401") && it.Message.EndsWith("No such key.") && !it.Unreachable
            );
        door.Requests.Should().HaveCountLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task in_vain_if_something_else_answers()
    {
        await using var door = await Door.Open(_ => Results.Text("It works!"));

        var delivery = () => Deliver(door);

        await delivery.Should().ThrowAsync<EngineException>().WithMessage("*is no journey engine*");
    }

    [Fact]
    public async Task in_vain_if_nothing_listens_at_the_address()
    {
        var door = await Door.Open(_ => null);
        var address = door.Address;
        await door.DisposeAsync();
        using var engine = new EngineClient(address, Keys);

        var delivery = () => Cli.Simulation.Deliver.Run(engine, Messages, 1, _ => { }, CancellationToken.None);

        (await delivery.Should().ThrowAsync<EngineException>()).Which.Unreachable.Should().BeTrue();
    }

    private static async Task<SortedDictionary<string, int>> Deliver(Door door)
    {
        using var engine = new EngineClient(door.Address, Keys);
        return await Cli.Simulation.Deliver.Run(engine, Messages, 1, _ => { }, CancellationToken.None);
    }

    private static IEnumerable<string> Ids(JsonArray batch) => Texts(batch, "messageId");

    private static IEnumerable<string> Texts(JsonArray batch, string name) => batch.Select(it => (string)it![name]!);

    private static DateTimeOffset SentAt(JsonArray batch) => DateTimeOffset.Parse(Texts(batch, "sentAt").First());

    private sealed record Later(int Status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status;
            httpContext.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        }
    }
}
