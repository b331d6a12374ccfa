using System.Text.Json.Nodes;
using JourneyEngine.Dashboard.Drafts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace JourneyEngine.Tests.Dashboard;

public class a_funnel_is_edited_in_form_fields
{
    [Theory]
    [InlineData(
        """{"stages":[{"name":"A","when":[{"kind":"page"}]},{"name":"B","goal":true,"when":[{"name":"x"}]}]}"""
    )]
    [InlineData(
        """{"stages":[{"name":"A","when":[{"kind":"page","name":["x","y"],"path":"/","pathPrefix":"/p","count":3,"visits":2},{"visits":2}]},{"name":"B","all":[{"kind":"track"},{"name":"y"}]}]}"""
    )]
    [InlineData("""{"stages":[{"name":"A","when":[]}]}""")]
    public void without_losing_anything_on_the_way_back_to_json(string definition)
    {
        var fields = FunnelFields.Of(definition)!;

        JsonNode
            .DeepEquals(JsonNode.Parse(FunnelOfFields.Definition(Form(fields))!), JsonNode.Parse(definition))
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"stages":[{"name":"A","when":[{"name":"x, y"}]}]}""")]
    [InlineData("""{"stages":[{"name":"A","when":[{"kind":"page"}],"all":[]}]}""")]
    [InlineData("""{"stages":[{"name":"A","colour":"red"}]}""")]
    [InlineData("""{"stages":[{"name":1}]}""")]
    [InlineData("""{"stages":[null]}""")]
    [InlineData("""{"stages":[],"unit":"x"}""")]
    public void only_if_every_part_of_it_has_a_field(string definition) =>
        FunnelFields.Of(definition).Should().BeNull();

    [Fact]
    public void with_empty_fields_left_out()
    {
        var form = new Dictionary<string, StringValues>
        {
            ["stage.0"] = " ",
            ["stage.1"] = "Came",
            ["kind.1.0"] = "",
            ["kind.1.1"] = "page",
            ["count.1.1"] = "many",
            ["goal"] = "1",
        };

        FunnelOfFields
            .Definition(new QueryCollection(form))!
            .ReplaceLineEndings("")
            .Replace(" ", "", StringComparison.Ordinal)
            .Should()
            .Be(
                """{"stages":[{"name":"Came","goal":true,"when":[{"kind":"page","count":"many"}]}]}""",
                "the engine says what is wrong with a number"
            );
    }

    [Fact]
    public void from_an_empty_form_which_defines_no_funnel() =>
        FunnelOfFields.Definition(new QueryCollection()).Should().BeNull();

    private static QueryCollection Form(FunnelFields fields)
    {
        var form = new Dictionary<string, StringValues>();
        foreach (var (stage, i) in fields.Stages.Select((it, i) => (it, i)))
        {
            (form[$"stage.{i}"], form[$"demands.{i}"]) = (stage.Name, stage.All ? "all" : "any");
            if (stage.Goal)
                form["goal"] = $"{i}";
            foreach (var (evidence, j) in stage.Evidence.Append(FunnelFields.Evidence.None).Select((it, j) => (it, j)))
            {
                (form[$"kind.{i}.{j}"], form[$"names.{i}.{j}"]) = (evidence.Kind, evidence.Names);
                (form[$"path.{i}.{j}"], form[$"pathPrefix.{i}.{j}"]) = (evidence.Path, evidence.PathPrefix);
                (form[$"count.{i}.{j}"], form[$"visits.{i}.{j}"]) = (evidence.Count, evidence.Visits);
            }
        }

        return new QueryCollection(form);
    }
}
