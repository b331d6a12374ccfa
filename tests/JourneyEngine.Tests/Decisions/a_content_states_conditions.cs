using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Conditions;
using JourneyEngine.Log;

namespace JourneyEngine.Tests.Decisions;

public sealed class a_content_states_conditions
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SlotDefined Slot = new(
        "hero",
        1,
        "f",
        Policies.Rules,
        Plain("default"),
        [],
        Now,
        new OutcomeDefinition([new Evidence("track", ["Clicked"], null)], [new Evidence("track", ["Closed"], null)], 24)
    );

    public static TheoryData<string> Words =>
        new(
            typeof(Content)
                .GetProperties()
                .Where(it => it.Name is not (nameof(Content.Name) or nameof(Content.Value)))
                .Select(it => it.Name)
                .ToArray()
        );

    [Theory]
    [MemberData(nameof(Words))]
    public void of_which_every_word_is_known_to_one_in_the_catalog(string word) =>
        ConditionCatalog.All.Where(it => it.IsStated(Saying(word))).Should().ContainSingle();

    [Fact]
    public void only_if_it_has_more_than_a_name_and_a_value() =>
        ConditionCatalog.All.Where(it => it.IsStated(Plain("it"))).Should().BeEmpty();

    /// <summary>Of a snapshot that says as little as there is.</summary>
    [Fact]
    public void that_hold_when_they_are_not_stated()
    {
        var unknown = new Snapshot(null, 0, null, 1, null, null, false, 1);

        ConditionCatalog.All.Where(it => !it.Holds(Slot, Plain("it"), unknown)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void that_are_not_taken_to_cover_a_content_without_them(string word)
    {
        var names = new HashSet<string> { "it", "before" };
        var scope = new SlotScope(null, names, TellsAccepted: word == nameof(Content.NotAfter), TellsDeclined: false);

        ConditionCatalog.All.Where(it => !it.Covers(Saying(word), Plain("it"), scope)).Should().ContainSingle();
        ConditionCatalog
            .All.Where(it => !it.Covers(Plain("it"), Saying(word), scope with { TellsAccepted = false }))
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData(nameof(Content.DaysAway), SnapshotParts.DaysAway)]
    [InlineData(nameof(Content.Cap), SnapshotParts.History)]
    [InlineData(nameof(Content.After), SnapshotParts.History)]
    [InlineData(nameof(Content.AfterAccepted), SnapshotParts.History)]
    [InlineData(nameof(Content.AfterDeclined), SnapshotParts.History)]
    [InlineData(nameof(Content.NotAfter), SnapshotParts.History)]
    [InlineData(nameof(Content.Stages), SnapshotParts.None)]
    [InlineData(nameof(Content.TenureDays), SnapshotParts.None)]
    public void that_read_their_parts_of_a_snapshot_and_no_more(string word, SnapshotParts parts)
    {
        var content = Saying(word) with { NotAfter = word == nameof(Content.NotAfter) ? [Responses.Accepted] : [] };

        Eligibility
            .Reads(Slot with { Contents = [Plain("before") with { NotAfter = [] }, content] })
            .Should()
            .Be(parts);
    }

    private static Content Plain(string name) => new(name, JsonSerializer.SerializeToElement("text"));

    private static Content Saying(string word)
    {
        var type = typeof(Content).GetProperty(word)!.PropertyType;
        JsonNode said =
            type == typeof(string[]) ? new JsonArray("before")
            : type == typeof(bool?) ? true
            : type == typeof(int) || type == typeof(int?) ? 2
            : new JsonObject();
        var content = new JsonObject
        {
            ["name"] = "it",
            ["value"] = "text",
            [JsonNamingPolicy.CamelCase.ConvertName(word)] = said,
        };
        return content.Deserialize<Content>(FactJson.Options)!;
    }
}
