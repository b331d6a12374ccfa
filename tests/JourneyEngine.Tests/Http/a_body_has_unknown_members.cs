using System.Text.Json;
using JourneyEngine.Funnels;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Personalization.Slots;
using JourneyEngine.Predictions;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.Privacy;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Identity;
using JourneyEngine.Visitors;

namespace JourneyEngine.Tests.Http;

public sealed class a_body_has_unknown_members
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["settings"] = typeof(ChangeSettings.Changes),
        ["key"] = typeof(PutKey.Asked),
        ["secret"] = typeof(IdentityModule.Asked),
        ["notice"] = typeof(NoticeBody),
        ["funnel"] = typeof(FunnelBody),
        ["slot"] = typeof(SlotBody),
        ["returns"] = typeof(FitReturnModel.Asked),
        ["conversions"] = typeof(FitConversionModel.Asked),
        ["fulfilment"] = typeof(ChangeFulfilmentSettings.Settings),
        ["update"] = typeof(AnnounceUpdate.Update),
        ["link"] = typeof(LinkEndpoints.LinkAsked),
        ["erasure"] = typeof(ErasureEndpoints.ErasureAsked),
        ["visit"] = typeof(ErasureEndpoints.VisitNamed),
        ["choice"] = typeof(ConsentEndpoints.ChoiceMade),
        ["objection"] = typeof(ConsentEndpoints.Objection),
        ["detail"] = typeof(DetailEndpoints.ValueTold),
    };

    public static TheoryData<string> Names => [.. Types.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void of_any_type_and_each_is_named(string body)
    {
        Of(body, """{"visitGapMinute":45,"מצב":1}""")
            .Should()
            .HaveCount(2)
            .And.SatisfyRespectively(
                it => it.Should().StartWith("The body has no 'visitGapMinute'. Known are: "),
                it => it.Should().StartWith("The body has no 'מצב'. Known are: ")
            );
        Of(body, "{}").Should().BeEmpty();
    }

    [Theory]
    [InlineData(
        "settings",
        """{"visitGapMinutes":45,"timeZon":"UTC"}""",
        "The body has no 'timeZon'. Known are: visitGapMinutes, mode, recognise, timeZone, weekStart, "
            + "widestReturnInterval, widestConversionInterval."
    )]
    [InlineData("notice", """{"kinds":[],"retention":5}""", "The body has no 'retention'. Known are: kinds, purposes*")]
    [InlineData(
        "notice",
        """{"kinds":[{"kind":"page","name":"home"}]}""",
        "kinds[0] has no 'name'. Known are: kind, names, purpose, reason, retentionDays, properties."
    )]
    [InlineData(
        "notice",
        """{"kinds":[{"kind":"x"},{"kind":"y","properties":[{"name":"a","type":"text","required":true}]}]}""",
        "kinds[1].properties[0] has no 'required'. Known are: name, type, reason, resembles."
    )]
    [InlineData("notice", """{"purposes":[{"name":"a","why":"x"}]}""", "purposes[0] has no 'why'. Known are: name*")]
    [InlineData("notice", """{"details":[{"name":"a","kind":"x"}]}""", "details[0] has no 'kind'. Known are: name*")]
    [InlineData("funnel", """{"stages":[{"name":"a"},{"nme":"b"}]}""", "stages[1] has no 'nme'. Known are: name*")]
    [InlineData(
        "funnel",
        """{"stages":[{"name":"a","all":[{"regex":".*"}]}]}""",
        "stages[0].all[0] has no 'regex'. Known are: kind, name, path, pathPrefix, count, visits."
    )]
    [InlineData("slot", """{"gender":"any"}""", "The body has no 'gender'. Known are: funnel, policy, default*")]
    [InlineData(
        "slot",
        """{"contents":[{"name":"a","value":1,"minAge":18}]}""",
        "contents[0] has no 'minAge'. Known are: name, value, stages*"
    )]
    [InlineData("slot", """{"default":{"name":"a","valu":1}}""", "default has no 'valu'. Known are: name, value*")]
    [InlineData(
        "slot",
        """{"contents":[{"name":"a","value":1,"cap":{"times":1,"hours":3}}]}""",
        "contents[0].cap has no 'hours'. Known are: times, days."
    )]
    [InlineData(
        "slot",
        """{"outcome":{"accepted":[{"kind":"page","regex":"x"}]}}""",
        "outcome.accepted[0] has no 'regex'. Known are: kind, name, path, pathPrefix, count, visits."
    )]
    [InlineData(
        "fulfilment",
        """{"birthdayGift":{"text":"t","title":"x"}}""",
        "birthdayGift has no 'title'. Known are: text, subject."
    )]
    [InlineData("erasure", """{"visitor":"v","dryrunn":true}""", "The body has no 'dryrunn'. Known are: visitor*")]
    [InlineData("erasure", """{"dana@example.test":1}""", "The body has no '?'. Known are: *")]
    public void at_any_depth_and_each_is_told_with_its_place(string body, string sent, string told) =>
        Of(body, sent).Should().ContainSingle().Which.Should().Match(told);

    [Theory]
    [InlineData("settings", """{"VISITGAPMINUTES":45,"Mode":null}""")]
    [InlineData("notice", """{"kinds":[{"kind":"a","reason":{"en":"x","he":"y"}}],"version":7,"at":"x"}""")]
    [InlineData("funnel", """{"name":"f","version":1,"at":"x","warnings":[],"stages":[{"when":[{"name":["a"]}]}]}""")]
    [InlineData("slot", """{"slot":"s","version":1,"at":"x","contents":[{"value":{"any":{"thing":1}}}]}""")]
    [InlineData("key", """{"name":"n","prefix":"wk","createdAt":"x","revokedAt":null,"key":null,"scope":"write"}""")]
    [InlineData("secret", """{"name":"n","createdAt":"x","secret":"s","expiresAt":null}""")]
    [InlineData("fulfilment", """{"version":1,"at":"x","letterEveryMonths":1}""")]
    [InlineData("funnel", """{"stages":7}""")]
    [InlineData("funnel", """{"stages":[null,7,{"when":{}}]}""")]
    [InlineData("slot", """{"contents":"none","default":[]}""")]
    public void only_if_they_are_neither_known_nor_added_by_the_engine(string body, string sent) =>
        Of(body, sent).Should().BeEmpty();

    [Fact]
    public void of_which_no_more_than_20_are_told() =>
        Of("settings", $$"""{{{string.Join(",", Enumerable.Range(0, 50).Select(it => $"\"x{it}\":1"))}}}""")
            .Should()
            .HaveCount(20);

    private static IReadOnlyList<string> Of(string body, string sent) =>
        UnknownMembers.Of(JsonElement.Parse(sent), Types[body], JsonSerializerOptions.Web);
}
