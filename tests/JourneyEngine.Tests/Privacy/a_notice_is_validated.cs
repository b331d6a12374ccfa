using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Privacy;

public sealed class a_notice_is_validated
{
    [Theory]
    [InlineData("""{"kinds":[]}""")]
    [InlineData(
        """{"kinds":[{"kind":"page"},{"kind":"track","names":["Order","Reorder"],"purpose":"measure","reason":"To count orders.","retentionDays":760,"properties":[{"name":"order","type":"text","resembles":["phone"]}]}]}"""
    )]
    [InlineData(
        """{"kinds":[{"kind":"com.shop.order","purpose":"updates","retentionDays":3650}],"purposes":[{"name":"updates","reason":{"en":"To write to you.","he":"לכתוב לכם."},"signals":["C0004"]}]}"""
    )]
    [InlineData(
        """{"kinds":[],"purposes":[{"name":"updates","reason":"To write."}],"details":[{"name":"email","shape":"email","purposes":["updates"],"reason":"To write."}]}"""
    )]
    [InlineData(
        """{"kinds":[],"purposes":[{"name":"measure","signals":["C0002"]},{"name":"ads","reason":"Ads.","signals":["analytics"]}]}"""
    )]
    [InlineData(
        """{"kinds":[{"kind":"track","names":["A"]},{"kind":"track","names":["B"]},{"kind":"page","names":["A"]}],"version":7,"at":"2026-01-01T00:00:00Z"}"""
    )]
    public void as_correct_in_every_allowed_form(string notice) => Errors(notice).Should().BeEmpty();

    [Theory]
    [InlineData("""{}""", "kinds is missing*")]
    [InlineData("""{"kinds":[null]}""", "kinds[0] is empty.")]
    [InlineData("""{"kinds":[{}]}""", "kinds[0].kind has 1 to 256 characters.")]
    [InlineData("""{"kinds":[{"kind":"identify"}]}""", "kinds[0].kind: identify is no interaction.")]
    [InlineData("""{"kinds":[{"kind":"page","names":[]}]}""", "kinds[0].names is empty; leave it out for any name.")]
    [InlineData("""{"kinds":[{"kind":"page","names":["a",""]}]}""", "kinds[0].names[1] has 1 to 256 characters.")]
    [InlineData("""{"kinds":[{"kind":"page","names":["a",null]}]}""", "kinds[0].names[1] is empty.")]
    [InlineData(
        """{"kinds":[{"kind":"page","purpose":"ads"}]}""",
        "kinds[0].purpose: this notice does not have a purpose 'ads'."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page","retentionDays":0}]}""",
        "kinds[0].retentionDays is 1 to 760 (25 months) for what is measured."
    )]
    [InlineData("""{"kinds":[{"kind":"page","retentionDays":761}]}""", "kinds[0].retentionDays is 1 to 760*")]
    [InlineData(
        """{"kinds":[{"kind":"page","purpose":"personalize","retentionDays":3651}]}""",
        "kinds[0].retentionDays is 1 to 3650."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page"},{"kind":"track"},{"kind":"x","properties":[{"name":"a","type":"string"}]}]}""",
        "kinds[2].properties[0].type is one of text, number, boolean, time."
    )]
    [InlineData(
        """{"kinds":[{"kind":"x","properties":[{"type":"text"}]}]}""",
        "kinds[0].properties[0].name has 1 to 100 characters."
    )]
    [InlineData(
        """{"kinds":[{"kind":"x","properties":[{"name":"url","type":"text"}]}]}""",
        "kinds[0].properties[0].name: of addresses only*"
    )]
    [InlineData(
        """{"kinds":[{"kind":"x","properties":[{"name":"a","type":"text","resembles":["id"]}]}]}""",
        "kinds[0].properties[0].resembles[0] is one of email, phone, card."
    )]
    [InlineData(
        """{"kinds":[{"kind":"x","properties":[{"name":"a","type":"text"},{"name":"a","type":"number"}]}]}""",
        "kinds[0].properties[1] has the name of kinds[0].properties[0]."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page"},{"kind":"page"}]}""",
        "kinds[1] overlaps kinds[0]: one of them takes page with any name."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page"},{"kind":"page","names":["a"]}]}""",
        "kinds[1] overlaps kinds[0]: one of them takes page with any name."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page","names":["a"]},{"kind":"page"}]}""",
        "kinds[1] overlaps kinds[0]: one of them takes page with any name."
    )]
    [InlineData(
        """{"kinds":[{"kind":"page","names":["a","b"]},{"kind":"page","names":["b","c"]}]}""",
        "kinds[1] overlaps kinds[0]: both take page 'b'."
    )]
    [InlineData("""{"kinds":[{"kind":"page","reason":{"English":"x"}}]}""", "kinds[0].reason is by language*")]
    [InlineData("""{"kinds":[{"kind":"page","reason":" "}]}""", "kinds[0].reason.en has 1 to 2000 characters.")]
    [InlineData(
        """{"kinds":[],"purposes":[{"name":"Updates","reason":"x"}]}""",
        "purposes[0].name begins with a small letter*"
    )]
    [InlineData("""{"kinds":[],"purposes":[{"name":"updates"}]}""", "purposes[0].reason is missing*")]
    [InlineData(
        """{"kinds":[],"purposes":[{"name":"a","reason":"x"},{"name":"a","reason":"x"}]}""",
        "purposes[1] and purposes[0] both go by 'a'."
    )]
    [InlineData(
        """{"kinds":[],"purposes":[{"name":"a","reason":"x","signals":["C1"]},{"name":"b","reason":"x","signals":["c1"]}]}""",
        "purposes[1] and purposes[0] both go by 'C1'."
    )]
    [InlineData(
        """{"kinds":[],"details":[{"name":"email","shape":"mail","purposes":["measure"]}]}""",
        "details[0].shape is one of email, phone, date, residence, text. details[0].purposes[0]: neither measure nor "
            + "personalize ever sees a detail."
    )]
    [InlineData(
        """{"kinds":[],"details":[{"name":"email","shape":"email"}]}""",
        "details[0].purposes is missing: a detail is told for a purpose."
    )]
    [InlineData(
        """{"kinds":[],"details":[{"name":"email","shape":"email","purposes":["updates"]}]}""",
        "details[0].purposes[0]: this notice does not have a purpose 'updates'."
    )]
    public void with_every_error_named_by_its_place(string notice, string says) =>
        string.Join(' ', Errors(notice)).Should().Match(says);

    [Fact]
    public void to_have_500_kinds_and_names_of_256_characters_at_most()
    {
        Errors(
                $$"""{"kinds":[{{string.Join(',', Enumerable.Range(0, 501).Select(it => $$"""{"kind":"k{{it}}"}"""))}}]}"""
            )
            .Should()
            .Equal("kinds has at most 500 entries.");
        Errors($$"""{"kinds":[{"kind":"{{new string('k', 257)}}"}]}""")
            .Should()
            .Equal("kinds[0].kind has 1 to 256 characters.");
    }

    [Fact]
    public void with_measure_and_personalize_always_among_its_purposes()
    {
        var notice = Body(
                """{"kinds":[],"purposes":[{"name":"ads","reason":"Ads.","signals":["Analytics"]},{"name":"personalize","reason":"Mine."}]}"""
            )
            .ToNotice(1, default);

        notice.Purposes.Select(it => it.Name).Should().Equal(Purpose.Measure, "ads", Purpose.Personalize);
        notice.Purposes[0].Reason.Keys.Should().Equal("en", "he");
        notice.Purposes[0].Signals.Should().Contain("analytics_storage").And.NotContain("analytics");
        notice.Purposes[2].Reason["en"].Should().Be("Mine.");
        notice.Purposes[2].Signals.Should().Contain("personalisation", "other words do not change what is heard");
    }

    [Theory]
    [InlineData("""{"name":"measure","reason":"Mine."}""", true)]
    [InlineData("""{"name":"measure"}""", true)]
    [InlineData("""{"name":"measure","reason":"Mine.","signals":["C0002"]}""", false)]
    [InlineData("""{"name":"measure","reason":"Mine.","signals":[]}""", false)]
    public void with_usual_signals_where_a_purpose_gives_none(string purpose, bool isHeard)
    {
        var notice = Body($$"""{"kinds":[],"purposes":[{{purpose}}]}""").ToNotice(1, default);

        notice.Purposes.Single(it => it.Name == Purpose.Measure).Signals.Contains("analytics").Should().Be(isHeard);
    }

    [Fact]
    public void as_a_new_version_only_if_it_says_something_new()
    {
        var body = Body("""{"kinds":[{"kind":"page","reason":{"he":"ב","en":"a"}}]}""");
        var first = PublishNotice.Next(null, body, default)!;

        first.Version.Should().Be(1);
        PublishNotice.Next(first, body, DateTimeOffset.UnixEpoch).Should().BeNull();
        PublishNotice
            .Next(first, Body(JsonSerializer.Serialize(first, JsonSerializerOptions.Web)), default)
            .Should()
            .BeNull();
        PublishNotice
            .Next(first, Body("""{"kinds":[{"kind":"page","reason":{"en":"a"}}]}"""), default)!
            .Version.Should()
            .Be(2);
    }

    private static string[] Errors(string notice) => [.. CheckNotice.Errors(Body(notice))];

    private static NoticeBody Body(string notice) =>
        JsonSerializer.Deserialize<NoticeBody>(notice, JsonSerializerOptions.Web)!;
}
