using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

public sealed class a_fact_is_stored_and_read_back
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<int, string> Samples
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (index, fact) in SampleFacts.All.Index())
                rows.Add(index, StoredFacts.NameOf(fact.GetType()));
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void as_the_same_bytes(int index, string name)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(SampleFacts.All[index], StoredFacts.ByName[name], Web);
        var back = JsonSerializer.Deserialize(bytes, StoredFacts.ByName[name], Web);

        JsonSerializer.SerializeToUtf8Bytes(back, StoredFacts.ByName[name], Web).Should().Equal(bytes);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void with_the_same_fields(int index, string name)
    {
        var fact = SampleFacts.All[index];
        var back = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(fact, fact.GetType(), Web),
            StoredFacts.ByName[name],
            Web
        );

        back.Should().BeOfType(fact.GetType());
        back.Should()
            .BeEquivalentTo(
                fact,
                options =>
                    options
                        .RespectingRuntimeTypes()
                        .WithStrictOrdering()
                        .ComparingRecordsByMembers()
                        .Using<JsonElement>(it => JsonElement.DeepEquals(it.Subject, it.Expectation).Should().BeTrue())
                        .WhenTypeIs<JsonElement>()
            );
    }

    [Fact]
    public void for_every_type_of_stored_fact() =>
        SampleFacts.All.Select(it => it.GetType()).Distinct().Should().BeEquivalentTo(StoredFacts.ByName.Values);

    [Fact]
    public void as_an_equal_record()
    {
        var fact = SampleFacts.All.OfType<InteractionRecorded>().First();

        JsonSerializer.Deserialize<InteractionRecorded>(JsonSerializer.Serialize(fact, Web), Web).Should().Be(fact);
    }
}
