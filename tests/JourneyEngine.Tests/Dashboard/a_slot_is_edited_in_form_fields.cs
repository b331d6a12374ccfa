using System.Text.Json.Nodes;
using JourneyEngine.Dashboard.Drafts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace JourneyEngine.Tests.Dashboard;

public class a_slot_is_edited_in_form_fields
{
    private const string Slot = """
        {"funnel":"f","policy":"learning","holdout":0.125,"floor":0.05,"outcome":{"accepted":[{"kind":"track","name":"yes"}],"withinHours":24},"default":{"name":"none","value":""},
        "contents":[{"name":"a","value":"A","stages":["Came","Read"],"fromVisit":2,"toVisit":3,"cap":{"times":2}},{"name":"b","value":{"title":"B"},"stages":["Came, twice"],"after":["a"]}]}
        """;

    [Fact]
    public void for_its_policy_holdout_contents_stages_and_visits()
    {
        var fields = SlotFields.Of(Slot)!;

        (fields.Policy, fields.Holdout).Should().Be(("learning", "12.5"));
        fields.Contents[0].Should().Be(new SlotFields.Content("a", "A", "Came, Read", "2", "3"));
        (fields.Contents[1].Value, fields.Contents[1].Stages)
            .Should()
            .Be((null, null), "it is no text, and there is a comma in the stage's name");
    }

    [Fact]
    public void without_changing_what_has_no_field()
    {
        var form = new Dictionary<string, StringValues>
        {
            ["base"] = Slot,
            ["policy"] = "uniform",
            ["holdout"] = "20",
            ["default.name"] = "none",
            ["default.value"] = "Nothing",
            ["content.0.name"] = "a",
            ["content.0.value"] = "A!",
            ["content.0.stages"] = "",
            ["content.0.from"] = "",
            ["content.0.to"] = "4",
            ["content.1.name"] = "b",
            ["content.1.from"] = "",
            ["content.1.to"] = "",
            ["content.2.name"] = "c",
            ["content.2.value"] = "C",
            ["content.2.stages"] = "",
            ["content.2.from"] = "",
            ["content.2.to"] = "soon",
            ["content.3.name"] = " ",
            ["content.3.value"] = "left out",
        };

        var expected = JsonNode.Parse(
            """
            {"funnel":"f","policy":"uniform","holdout":0.2,"floor":0.05,"outcome":{"accepted":[{"kind":"track","name":"yes"}],"withinHours":24},"default":{"name":"none","value":"Nothing"},
            "contents":[{"name":"a","value":"A!","toVisit":4,"cap":{"times":2}},{"name":"b","value":{"title":"B"},"stages":["Came, twice"],"after":["a"]},{"name":"c","value":"C","toVisit":"soon"}]}
            """
        );
        JsonNode
            .DeepEquals(JsonNode.Parse(SlotOfFields.Definition(new QueryCollection(form))!), expected)
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData("a", "a 2")]
    [InlineData("a", "a 3", "a 2")]
    [InlineData("a 7", "a 8")]
    [InlineData("7", "7 2")]
    [InlineData("a b", "a b 2")]
    public void with_a_content_that_is_said_to_be_new(string name, string next, string other = "other")
    {
        var form = new Dictionary<string, StringValues>
        {
            ["base"] = $$"""
                {"default":{"name":"none"},"contents":[{"name":"{{name}}","value":"old"},
                {"name":"{{other}}","after":["none","{{name}}"],"afterAccepted":["{{name}}"]}]}
                """,
            ["default.name"] = "none",
            ["content.0.name"] = name,
            ["content.0.value"] = "reworded",
            ["content.0.new"] = "on",
            ["content.1.name"] = other,
        };

        var contents = JsonNode.Parse(SlotOfFields.Definition(new QueryCollection(form))!)!["contents"]!;

        ((string?)contents[0]!["name"], (string?)contents[0]!["value"]).Should().Be((next, "reworded"));
        contents[1]!["name"]!.ToString().Should().Be(other);
        contents[1]!["after"]!.AsArray().Select(it => (string?)it).Should().Equal("none", next);
        contents[1]!["afterAccepted"]!.AsArray().Select(it => (string?)it).Should().Equal(next);
        form["content.0.name"] = "by hand";
        JsonNode.Parse(SlotOfFields.Definition(new QueryCollection(form))!)!["contents"]![0]!["name"]!
            .ToString()
            .Should()
            .Be("by hand", "it has another name already");
    }

    [Theory]
    [InlineData("guide", "guide 2", "guide 3", "guide 4")]
    [InlineData("guide", "guide 1", "guide 2", "guide 3")]
    public void with_several_contents_that_are_said_to_be_new(string one, string other, string first, string second)
    {
        var form = new Dictionary<string, StringValues>
        {
            ["base"] = $$"""{"contents":[{"name":"{{one}} "},{"name":"{{other}}","after":["{{one}}"]}]}""",
            ["default.name"] = "none",
            ["content.0.name"] = one,
            ["content.0.new"] = "on",
            ["content.1.name"] = other,
            ["content.1.new"] = "on",
        };

        var contents = JsonNode.Parse(SlotOfFields.Definition(new QueryCollection(form))!)!["contents"]!;

        contents.AsArray().Select(it => (string?)it!["name"]).Should().Equal(first, second);
        contents[1]!["after"]!.AsArray().Select(it => (string?)it).Should().Equal(first);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"contents":[null]}""")]
    [InlineData("""{"contents":"none"}""")]
    [InlineData("""{"policy":1}""")]
    public void only_if_its_json_is_a_slot(string definition) => SlotFields.Of(definition).Should().BeNull();
}
