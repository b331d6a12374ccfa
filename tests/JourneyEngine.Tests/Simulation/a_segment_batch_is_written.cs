using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

public class a_segment_batch_is_written
{
    private static readonly DateTimeOffset SentAt = Simulated.Now.AddDays(1);

    [Fact]
    public void with_page_names_as_name_and_track_names_as_event()
    {
        var page = Item(Simulated.Delivered.First(it => it.Type == "page"));
        var track = Item(Simulated.Delivered.First(it => it.Type == "track"));

        page["name"].Should().NotBeNull();
        page["event"].Should().BeNull();
        ((string?)track["event"]).Should().Be("Signed Up");
    }

    [Fact]
    public void with_a_wrong_clock_that_sent_at_corrects()
    {
        var message = Simulated.Delivered.First(it => it.ClockOff > TimeSpan.FromHours(1));
        var item = Item(message);

        (SentAt - (Time(item, "sentAt") - Time(item, "timestamp"))).Should().Be(message.At);
        Time(item, "timestamp").Should().NotBe(message.At);
    }

    [Fact]
    public void with_the_same_bytes_for_the_same_seed() => Bytes().Should().Be(Bytes());

    private static string Bytes() =>
        SegmentBatch.Body(Simulator.Run(Truth.Demo, 50, seed: 3, Simulated.Now), SentAt).ToJsonString();

    private static JsonNode Item(Message message) => SegmentBatch.Body([message], SentAt)["batch"]![0]!;

    private static DateTimeOffset Time(JsonNode item, string name) => DateTimeOffset.Parse((string)item[name]!);
}
