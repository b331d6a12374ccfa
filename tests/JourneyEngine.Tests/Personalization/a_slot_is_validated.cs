using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_slot_is_validated
{
    private static readonly FunnelDefined Shop = new(
        "shop",
        1,
        [
            new("Visitor", false, [new Evidence("page", null, null)], null),
            new("Buyer", true, [new Evidence("track", ["Bought"], null)], null),
        ],
        default
    );

    [Theory]
    [InlineData("""{"policy":"magic"}""", "policy is one of fixed, rules, uniform, learning.")]
    [InlineData("""{"shadow":"magic"}""", "shadow is one of")]
    [InlineData("""{"policy":"learning"}""", "needs an outcome")]
    [InlineData("""{"shadow":"learning"}""", "needs an outcome")]
    [InlineData("""{"holdout":0.9}""", "holdout is 0 to 0.5")]
    [InlineData("""{"floor":0}""", "floor is above 0")]
    [InlineData("""{"exposure":"seen"}""", "exposure is offered or reported")]
    [InlineData("""{"outcome":{"accepted":[]}}""", "outcome needs accepted")]
    [InlineData("""{"outcome":{"accepted":[{}]}}""", "outcome.accepted[0] needs a kind, name, path or pathPrefix")]
    [InlineData("""{"outcome":{"accepted":[{"kind":"page","count":2}]}}""", "count and visits are 1")]
    [InlineData("""{"outcome":{"accepted":[{"name":[null]}]}}""", "outcome.accepted[0]: name is a text")]
    [InlineData("""{"outcome":{"accepted":[{"kind":"page","name":[]}]}}""", "outcome.accepted[0]: name is a text")]
    [InlineData(
        """{"default":{"name":"d","value":1,"after":["x"]}}""",
        "after: this slot does not have another content 'x'"
    )]
    [InlineData("""{"outcome":{"accepted":[{"kind":"page"}],"withinHours":0}}""", "withinHours is above 0")]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Nowhere"]}]}""",
        "contents[0]: stages: funnel 'shop' does not have a stage 'Nowhere'. It has: Visitor, Buyer."
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"after":["b"]}]}""",
        "contents[0]: after: this slot does not have another content 'b'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"after":["a"]}]}""",
        "after: this slot does not have another content 'a'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"afterAccepted":["b"]}]}""",
        "contents[0]: afterAccepted: this slot does not have another content 'b'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1},{"name":"b","value":1,"afterAccepted":["a"]}]}""",
        "contents[1]: afterAccepted needs an outcome"
    )]
    [InlineData(
        """{"outcome":{"accepted":[{"kind":"page"}]},"contents":[{"name":"a","value":1},{"name":"b","value":1,"afterDeclined":["a"]}]}""",
        "contents[1]: afterDeclined needs an outcome of the slot that tells what was declined"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"notAfter":["ignored"]}]}""",
        "notAfter takes accepted and declined; 'ignored' is neither"
    )]
    [InlineData("""{"contents":[{"name":"a","value":1,"notAfter":["declined"]}]}""", "notAfter needs an outcome")]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"tenureDays":{"from":9,"to":9}}]}""",
        "tenureDays.from is at least 0"
    )]
    [InlineData("""{"contents":[{"name":"a","value":1,"cap":{"times":0}}]}""", "cap.times is at least 1")]
    [InlineData("""{"contents":[{"name":"a\nb","value":1}]}""", "none of them a control character")]
    [InlineData("""{"default":{"name":"d","value":1,"fromVisit":2}}""", "no conditions")]
    [InlineData("""{"contents":[null]}""", "contents[0] needs a name")]
    public void with_every_error_named_by_its_place(string part, string says) =>
        SlotValidator.Errors("hero", Body(part), Shop).Should().Contain(it => it.Contains(says));

    [Theory]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"toVisit":1,"daysAway":{"from":3}}]}""",
        "in a first visit there are no days away"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"tenureDays":{"to":7},"daysAway":{"from":30}}]}""",
        "has a longer tenure"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Visitor"],"converted":true}]}""",
        "none of its stages is the goal"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Buyer"],"converted":false}]}""",
        "all of its stages are the goal"
    )]
    [InlineData("""{"contents":[{"name":"a","value":1,"stages":[]}]}""", "meant for no stage")]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"after":["b"]},{"name":"b","value":1,"after":["a"]}]}""",
        "'a' can never be shown: it comes after 'b'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"after":["b"]},{"name":"b","value":1,"after":["a"]}]}""",
        "'b' can never be shown: it comes after 'a'"
    )]
    [InlineData(
        """{"outcome":{"accepted":[{"kind":"page"}]},"contents":[{"name":"a","value":1,"stages":[]},{"name":"b","value":1,"afterAccepted":["a"]}]}""",
        "'b' can never be shown: it comes after 'a'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":[]},{"name":"b","value":1,"after":["a"]}]}""",
        "'b' can never be shown: it comes after 'a'"
    )]
    [InlineData("""{"policy":"fixed","contents":[{"name":"a","value":1}]}""", "fixed policy")]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"fromVisit":5},{"name":"b","value":1,"after":["a"],"toVisit":4}]}""",
        "'b' can never be shown: what it comes after is shown from visit 5 on"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"converted":true},{"name":"c","value":1,"after":["a"]},{"name":"b","value":1,"after":["c"],"converted":false}]}""",
        "'b' can never be shown: what it comes after is shown to who has converted"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Buyer"]},{"name":"b","value":1,"after":["a"],"stages":["Visitor"]}]}""",
        "'b' can never be shown: what it comes after is shown from stage 'Buyer' on"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"daysAway":{"from":30}},{"name":"b","value":1,"after":["a"],"tenureDays":{"to":30}}]}""",
        "'b' can never be shown: what it comes after is shown after 30 days"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Visitor"]},{"name":"b","value":1,"stages":["Visitor"],"fromVisit":2}]}""",
        "'b' can never be shown: by the rules policy the first that fits is shown, and 'a'"
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1},{"name":"b","value":1}]}""",
        "'b' can never be shown: by the rules policy"
    )]
    public void with_a_warning_of_content_that_can_never_be_shown(string part, string says)
    {
        SlotValidator.Errors("hero", Body(part), Shop).Should().BeEmpty();
        SlotWarnings.Warnings(Body(part), Shop).Should().Contain(it => it.Contains(says));
    }

    [Theory]
    [InlineData("""{"policy":"uniform","contents":[{"name":"a","value":1},{"name":"b","value":1}]}""")]
    [InlineData("""{"contents":[{"name":"a","value":1,"cap":{"times":1}},{"name":"b","value":1}]}""")]
    [InlineData("""{"contents":[{"name":"a","value":1,"toVisit":3},{"name":"b","value":1}]}""")]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"tenureDays":{"to":7}},{"name":"b","value":1,"tenureDays":{"to":8}}]}"""
    )]
    [InlineData(
        """{"contents":[{"name":"a","value":1,"stages":["Visitor"]},{"name":"b","value":1,"after":["a"],"stages":["Visitor","Buyer"],"fromVisit":2}]}"""
    )]
    [InlineData(
        """{"outcome":{"accepted":[{"kind":"page"}],"declined":[{"kind":"track"}]},"contents":[{"name":"a","value":1},{"name":"b","value":1}]}"""
    )]
    public void without_a_warning_of_content_that_can_be_shown(string part) =>
        SlotWarnings.Warnings(Body(part), Shop).Should().BeEmpty();

    [Fact]
    public void with_a_request_to_name_the_funnel_if_two_have_a_goal()
    {
        var (slot, other) = (
            Body("""{"contents":[{"name":"a","value":1,"converted":false}]}"""),
            Shop with
            {
                Name = "other",
            }
        );

        slot.ConvertedInWhich([Shop, other], null).Should().BeTrue();
        slot.ConvertedInWhich([Shop], null).Should().BeFalse();
        slot.ConvertedInWhich([Shop, other], "shop").Should().BeFalse("it was saved while that was the only one");
        (slot with { Funnel = "other" }).ConvertedInWhich([Shop, other], null).Should().BeFalse();
        Body("""{"contents":[{"name":"a","value":1}]}""").ConvertedInWhich([Shop, other], null).Should().BeFalse();
    }

    /// <summary>Every content after all before it: 2 to the power of 100 ways.</summary>
    [Fact]
    public void in_little_time_with_a_sequence_of_100_contents()
    {
        var contents = Enumerable
            .Range(0, 100)
            .Select(i => new
            {
                name = $"c{i}",
                value = 1,
                after = Enumerable.Range(0, i).Select(before => $"c{before}"),
            });

        SlotWarnings
            .Warnings(Body(JsonSerializer.Serialize(new { policy = "uniform", contents })), Shop)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void with_content_for_a_whole_relationship_and_passes()
    {
        const string Relationship = """
            {"policy":"learning","holdout":0.1,"shadow":"uniform","floor":0.05,"exposure":"reported",
             "outcome":{"accepted":[{"kind":"track","name":"Signed up"}],"declined":[{"name":["Closed","Muted"]}],"withinHours":48},
             "contents":[{"name":"welcome","value":1,"cap":{"times":2,"days":7}},{"name":"nurture","value":{"a":1},"after":["welcome"],"stages":["Visitor"]},
                         {"name":"won back","value":true,"daysAway":{"from":30},"converted":true,"notAfter":["accepted","declined"]}]}
            """;

        SlotValidator.Errors("hero", Body(Relationship), Shop).Should().BeEmpty();
        SlotWarnings.Warnings(Body(Relationship), Shop).Should().BeEmpty();
    }

    [Fact]
    public void as_written_in_the_marketer_s_guide_and_passes()
    {
        var guide = File.ReadAllText(Repository.At("ops", "guides", "marketer.md"));
        var sent = guide[
            (
                guide.IndexOf("-d '{", guide.IndexOf("/v1/slots/", StringComparison.Ordinal), StringComparison.Ordinal)
                + "-d '".Length
            )..
        ];
        var slot = Body(sent[..sent.IndexOf("}'", StringComparison.Ordinal)] + "}");

        SlotValidator.Errors("banner", slot, Shop).Should().BeEmpty();
        SlotWarnings.Warnings(slot, Shop).Should().BeEmpty();
        slot.Contents.Should().HaveCountGreaterThan(3);
    }

    [Theory]
    [InlineData("{'contents':[\n  {'name':'a',\n   'toVisit':'soon'}]}", "Line 3, column 20", "$.contents[0].toVisit")]
    [InlineData(
        "{'contents':[{'name':'a',\n   'value':1},\n  {'cap':{'times':'2'}}]}",
        "Line 3, column 22",
        "$.contents[1].cap.times"
    )]
    [InlineData("{'contents':[{'name':2}]}", "Line 1, column 23", "$.contents[0].name")]
    [InlineData("{\n'policy':1}", "Line 2, column 11", "$.policy")]
    public void from_a_file_and_the_place_of_a_wrong_value_is_named(string json, string place, string path)
    {
        var slot = Body("{}").ToSlot("hero", 1, default, "shop");

        var read = () => ReadSlot.Of(slot, json.Replace('\'', '"'), new FoldRules(1, 30, [Shop]), default);

        read.Should()
            .Throw<UnacceptableException>()
            .WithMessage($"{place}: this is not the JSON of a slot (at {path}).");
    }

    [Fact]
    public void under_names_without_what_cannot_be_seen()
    {
        var slot = Body(
                "{\"contents\":[{\"name\":\"מבצע\u200F \",\"value\":1},"
                    + "{\"name\":\"b\",\"value\":2,\"after\":[\"\u200Eמבצע\"],\"stages\":[\"new\u00A0one\"]}]}"
            )
            .ToSlot("hero", 1, default, "shop");

        slot.Contents[0].Name.Should().Be("מבצע");
        slot.Contents[1].After.Should().Equal("מבצע");
        slot.Contents[1].Stages.Should().Equal("new one");
    }

    private static SlotBody Body(string part)
    {
        var body = JsonSerializer.Deserialize<SlotBody>(part, JsonSerializerOptions.Web)!;
        var plain = new SentContent(new Content("default", JsonSerializer.SerializeToElement(0)));
        return body.Default is null ? body with { Default = plain } : body;
    }
}
