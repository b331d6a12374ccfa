using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;

namespace JourneyEngine.Tests.Log;

[Properties(Arbitrary = [typeof(StoredInteraction)], MaxTest = 2_000)]
public class a_stored_interaction_is_read
{
    [Property]
    public void as_the_fact_that_was_written(StoredInteraction stored) =>
        InteractionReader
            .Read(Encoding.UTF8.GetBytes(FactJson.Write(stored.Fact)))
            .Should()
            .Be(Interaction.Of(stored.Fact));

    [Property]
    public void with_its_members_in_any_order_and_unknown_ones_between(StoredInteraction stored) =>
        InteractionReader.Read(Encoding.UTF8.GetBytes(stored.Rewritten)).Should().Be(Interaction.Of(stored.Fact));

    [Property]
    public void as_the_json_serializer_reads_it(StoredInteraction stored) =>
        InteractionReader
            .Read(Encoding.UTF8.GetBytes(stored.Rewritten))
            .Should()
            .Be(Interaction.Of(FactJson.Read<InteractionRecorded>(stored.Rewritten)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"kind":"page"}""")]
    [InlineData("""{"occurredAt":"2026-01-31T12:00:00+00:00"}""")]
    [InlineData("""{"kind":"page","occurredAt":""")]
    public void from_incomplete_json_and_throws(string fact)
    {
        var read = () => InteractionReader.Read(Encoding.UTF8.GetBytes(fact));

        read.Should().Throw<JsonException>();
    }

    [Theory]
    [InlineData("""{"kind":null,"occurredAt":"2026-01-31T12:00:00+00:00"}""")]
    [InlineData("""{"kind":7,"occurredAt":"2026-01-31T12:00:00+00:00"}""")]
    [InlineData("""{"kind":"page","occurredAt":7}""")]
    [InlineData("""{"kind":"page","occurredAt":"noon"}""")]
    [InlineData("""{"kind":"page","occurredAt":"2026-01-31T12:00:00+00:00","bot":null}""")]
    public void with_a_member_of_a_wrong_type_and_throws(string fact) => from_incomplete_json_and_throws(fact);
}
