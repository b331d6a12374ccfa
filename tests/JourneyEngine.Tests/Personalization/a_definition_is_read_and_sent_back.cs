using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Contracts;
using JourneyEngine.Funnels;
using JourneyEngine.Host.Docs;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Log;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Tests.Personalization;

/// <summary>What GET answers is PUT unchanged: it is taken, and is no new version.</summary>
public sealed class a_definition_is_read_and_sent_back
{
    private const string EveryFunnelMember = """
        {"stages":[
          {"name":"Visitor","goal":false,"when":[{"kind":"page"},{"pathPrefix":"/shop"}]},
          {"name":"Reader","goal":true,"all":[{"kind":"page","name":["a","b"],"count":3,"visits":2},{"path":"/a"}]}]}
        """;

    private const string EverySlotMember = """
        {"funnel":"f","policy":"learning","holdout":0.1,"shadow":"uniform","floor":0.1,"exposure":"reported",
          "default":{"name":"d","value":"שלום"},
          "outcome":{"accepted":[{"kind":"track","name":["x","y"],"pathPrefix":"/p","path":"/p/q"}],
            "declined":[{"kind":"track","name":"z"}],"withinHours":36.5},
          "contents":[
            {"name":"first","value":{"b":[1,null,true],"a":1.50}},
            {"name":"every","value":7,"stages":["Visitor","Reader"],"fromVisit":2,"toVisit":9,
              "tenureDays":{"from":1,"to":90.5},"daysAway":{"from":0.5},"converted":false,"cap":{"times":2,"days":3},
              "after":["first"],"notAfter":["accepted","declined"],"afterAccepted":["first"],"afterDeclined":["first"]}]}
        """;

    public static TheoryData<string> Funnels =>
        [JsonSerializer.Serialize(DemoSite.FunnelBody), ConfigureExamples.Funnel, EveryFunnelMember];

    public static TheoryData<string> Slots =>
        [
            JsonSerializer.Serialize(DemoSite.SlotBody),
            JsonSerializer.Serialize(DemoSite.LearningSlotBody),
            ConfigureExamples.Slot,
            EverySlotMember,
        ];

    [Theory]
    [MemberData(nameof(Funnels))]
    public void of_a_funnel(string sent)
    {
        var defined = DefineFunnel.Next("f", null, Read<FunnelBody>(sent), DateTimeOffset.UnixEpoch)!;

        DefineFunnel
            .Next("f", defined, Read<FunnelBody>(FactJson.Write(defined)), DateTimeOffset.UtcNow)
            .Should()
            .BeNull();
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void of_a_slot(string sent)
    {
        var body = Read<SlotBody>(sent);
        var defined = DefineSlot.Next("hero", null, body, body.Funnel, DateTimeOffset.UnixEpoch)!;

        DefineSlot
            .Next("hero", defined, Read<SlotBody>(FactJson.Write(defined)), defined.Funnel, DateTimeOffset.UtcNow)
            .Should()
            .BeNull();
    }

    /// <summary>A member that is added to a definition is added to what is sent back here.</summary>
    [Fact]
    public void with_every_member_that_there_is()
    {
        var (slot, funnel) = (JsonNode.Parse(EverySlotMember)!, JsonNode.Parse(EveryFunnelMember)!);

        Members(slot).Should().Contain(Of<SlotDefined>("slot", "version", "at"));
        Members(slot["contents"]![1]!).Should().BeEquivalentTo(Of<Content>());
        Members(slot["outcome"]!).Should().BeEquivalentTo(Of<OutcomeDefinition>());
        funnel["stages"]!.AsArray().SelectMany(it => Members(it!)).Should().Contain(Of<StageDefinition>());
        funnel["stages"]!
            .AsArray()
            .SelectMany(it => (it!["when"] ?? it["all"])!.AsArray())
            .SelectMany(it => Members(it!))
            .Should()
            .Contain(Of<Evidence>());
    }

    private static T Read<T>(string json)
    {
        var read = JsonSerializer.Deserialize<T>(json, FactJson.Options)!;
        UnknownMembers.Refuse(JsonElement.Parse(json), typeof(T), FactJson.Options);
        return read;
    }

    private static IEnumerable<string> Members(JsonNode sent) => sent.AsObject().Select(it => it.Key);

    private static IEnumerable<string> Of<T>(params string[] answeredOnly) =>
        typeof(T).GetProperties().Select(it => JsonNamingPolicy.CamelCase.ConvertName(it.Name)).Except(answeredOnly);
}
