using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Collection.History;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Tests.Contracts;

namespace JourneyEngine.Tests.Collection;

public class an_exported_fact_is_checked
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void before_it_is_taken_and_what_the_engine_wrote_is()
    {
        foreach (
            var fact in SampleFacts.All.Where(it =>
                it
                    is InteractionRecorded { Name: not null }
                        or IdentityLinked
                        or ConsentChanged
                        or ContentOffered
                        or ContentShown
                        or BenefitGranted
                        or FactForgotten
            )
        )
            Refusal(Event(fact)).Should().BeNull($"{fact}");
    }

    [Theory]
    [InlineData("choices.granted", """[null]""", "a list in data holds null")]
    [InlineData("choices.granted", """["Dana Levi"]""", "a purpose is neither declared*")]
    [InlineData("choices.refused", """["0501234567"]""", "a purpose is neither declared*")]
    [InlineData("choices.refused", """["dana@example.com"]""", "a purpose is neither declared*")]
    [InlineData("noticeVersion", "-1", "noticeVersion is*")]
    [InlineData("source", "\"dana\"", "source is one of*")]
    [InlineData("language", "\"\"", "language has*")]
    [InlineData("occurredAt", "\"2999-01-01T00:00:00Z\"", "occurredAt is a time*")]
    [InlineData("occurredAt", "\"0001-01-01T00:00:00Z\"", "occurredAt is a time*")]
    [InlineData("receivedAt", "\"2026-03-29T00:00:00+02:00\"", "receivedAt is a time*")]
    [InlineData("receivedAt", "\"2024-01-01T00:00:00Z\"", "it was received longer ago*")]
    public void as_a_choice(string place, string value, string why) => Wrong<ConsentChanged>(place, value, why);

    [Theory]
    [InlineData("eligible", """[null]""", "a list in data holds null")]
    [InlineData("reasons", """["x",null]""", "a list in data holds null")]
    [InlineData("eligible", """["a",""]""", "eligible has*")]
    [InlineData("slot", "\"\"", "slot has*")]
    [InlineData("content", "\"long\"", "content has*")]
    [InlineData("policy", "\"dana\"", "policy is one of*")]
    [InlineData("slotVersion", "-1", "slotVersion is*")]
    [InlineData("propensity", "0", "propensity is*")]
    [InlineData("propensity", "1.5", "propensity is*")]
    [InlineData("holdoutShare", "1", "holdoutShare is*")]
    [InlineData("holdoutShare", "-0.1", "holdoutShare is*")]
    [InlineData("probabilities", "[1]", "probabilities are*")]
    [InlineData("probabilities", "[2,-1]", "probabilities is*")]
    [InlineData("at", "\"2026-04-01T00:02:00Z\"", "at is a time*")]
    [InlineData("snapshot.visits", "-1", "snapshot.visits is*")]
    [InlineData("snapshot.stage", "\"long\"", "snapshot.stage has*")]
    [InlineData("snapshot.funnelVersion", "-1", "snapshot.funnelVersion is*")]
    [InlineData("snapshot.streamVersion", "-1", "snapshot.streamVersion is*")]
    [InlineData("snapshot.lastSeen", "\"2999-01-01T00:00:00Z\"", "snapshot.lastSeen is*")]
    [InlineData("snapshot.history", """[null]""", "a list in data holds null")]
    [InlineData("snapshot.streams", """[{"first":-1,"version":1}]""", "snapshot.streams is*")]
    public void as_a_decision(string place, string value, string why) => Wrong<ContentOffered>(place, value, why);

    /// <summary>Most slots hold nobody out, and their decisions say so.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("0.2")]
    [InlineData("null")]
    public void as_a_decision_whatever_share_its_slot_held_out(string share)
    {
        var said = Event(SampleFacts.All.OfType<ContentOffered>().First());
        said["data"]!["holdoutShare"] = JsonNode.Parse(share);

        Refusal(said).Should().BeNull();
    }

    [Theory]
    [InlineData("choices.granted", """["Dana Levi"]""", "a purpose is neither declared*")]
    [InlineData("kind", "\"track\"", "this is no fact*")]
    [InlineData("receivedAt", "\"2024-01-01T00:00:00Z\"", "it was received longer ago*")]
    public void as_an_interaction(string place, string value, string why) =>
        Wrong<InteractionRecorded>(place, value, why);

    [Fact]
    public void as_something_that_was_forgotten_for_a_reason() =>
        Wrong<FactForgotten>("why", "\"dana\"", "why is one of*");

    [Fact]
    public void as_a_benefit_whose_time_may_not_lie_ahead() =>
        Wrong<BenefitGranted>("at", "\"2999-01-01T00:00:00Z\"", "at is a time*");

    [Fact]
    public void as_a_choice_whose_data_is_an_interaction_and_is_refused()
    {
        var said = Event(SampleFacts.All.OfType<InteractionRecorded>().First());
        said["type"] = "journey.consent_changed";

        Refusal(said).Should().StartWith("this is no fact");
    }

    [Fact]
    public void for_its_size()
    {
        var said = Event(SampleFacts.All.OfType<InteractionRecorded>().First());
        said["data"]!["name"] = new string('x', 33_000);

        Refusal(said).Should().StartWith("the item has more than");
    }

    [Fact]
    public void by_its_members_and_none_of_the_file_s_own_names_is_told()
    {
        var said = Event(SampleFacts.All.OfType<ContentOffered>().First());
        said["data"]!["snapshot"]!["history"] = JsonNode.Parse("""[{"content":7}]""");

        Refusal(said).Should().Be("data is not that of journey.content_offered: see $.snapshot.history");
    }

    private static void Wrong<T>(string place, string value, string why)
    {
        var said = Event(SampleFacts.All.OfType<T>().First()!);
        var (into, names) = (said["data"]!, place.Split('.'));
        foreach (var name in names[..^1])
            into = into[name]!;
        into[names[^1]] = JsonNode.Parse(value == "\"long\"" ? $"\"{new string('x', 257)}\"" : value);

        Refusal(said).Should().Match(why);
    }

    private static JsonObject Event(object fact) =>
        StoredCloudEvent.Of(
            new StoredEvent(
                7,
                "old",
                "visitor/anon-1",
                3,
                StoredFacts.NameOf(fact.GetType()),
                JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactJson.Options),
                Now
            ),
            "anon-1"
        );

    private static string? Refusal(JsonObject cloudEvent)
    {
        using var document = JsonDocument.Parse(cloudEvent.ToJsonString());
        return HistoryFact.Of(document.RootElement, Items.Usual, Now).Refusal;
    }
}
