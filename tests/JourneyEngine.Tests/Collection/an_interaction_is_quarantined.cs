using System.Text.Json.Nodes;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Quarantine;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Collection;

public sealed class an_interaction_is_quarantined
{
    private const string Full = """
        {"type":"checkout","messageId":"m","anonymousId":"v","userId":"u","name":"cart","timestamp":"2026-03-01T10:00:00Z","sentAt":"2026-03-01T11:00:00Z",
         "properties":{"plan":"pro","amount":12.5,"gift":true,"none":null,"deep":{"a":1},"mail":"dana@example.test","phone":"054-1234567","title":"Cart",
          "url":"https://shop.test/cart?secret=1","dana@example.test":1},
         "traits":{"email":"dana@example.test"},
         "context":{"ip":"10.1.2.3","locale":"he","page":{"url":"https://shop.test/cart?secret=1&utm_source=news#x","referrer":"https://news.test/a?b"},
          "userAgent":"Googlebot/2.1","consent":{"categoryPreferences":{"C0004":true,"analytics":true}}}}
        """;

    [Theory]
    [InlineData("checkout", null, "kind 'checkout' is not declared in the collection notice")]
    [InlineData("screen", "home", "kind 'screen' is not declared in the collection notice")]
    [InlineData("page", "other", "the collection notice declares kind 'page', but not with this name")]
    [InlineData("page", null, "the collection notice declares kind 'page', but not with this name")]
    [InlineData("page", "HOME", "the collection notice declares kind 'page', but not with this name")]
    public void because_its_kind_or_name_is_not_declared(string kind, string? name, string reason) =>
        Items
            .Sent(
                kind,
                JsonObject(name),
                terms: Declared.Terms(Declared.Kind("page", ["home", "blog"]), Declared.Kind("order"))
            )
            .Drop.Should()
            .Be(new Drop(ReceiptStatus.Quarantined, reason));

    [Theory]
    [InlineData("page", "home")]
    [InlineData("page", "blog")]
    [InlineData("order", null)]
    [InlineData("order", "any")]
    public void only_if_the_notice_does_not_declare_it(string kind, string? name) =>
        Items
            .Sent(
                kind,
                JsonObject(name),
                terms: Declared.Terms(Declared.Kind("page", ["home", "blog"]), Declared.Kind("order"))
            )
            .Interaction!.Should()
            .Match<InteractionRecorded>(it => it.Kind == kind && it.Name == name);

    [Fact]
    public void unlike_an_identify_call_under_an_empty_notice() =>
        Items.Sent("identify", """{"anonymousId":"v","userId":"u"}""", terms: Declared.Terms()).Drop.Should().BeNull();

    [Fact]
    public void with_only_what_could_be_stored_of_it()
    {
        var item = JsonNode.Parse(Kept(Full))!;

        JsonNode
            .DeepEquals(
                item,
                JsonNode.Parse(
                    """
                    {"type":"checkout","messageId":"m","anonymousId":"v","userId":"u","name":"cart","timestamp":"2026-03-01T10:00:00Z","sentAt":"2026-03-01T11:00:00.0000000+00:00",
                     "context":{"page":{"path":"/cart","referrer":"https://news.test/"},"campaign":{"source":"news"},"userAgent":"bot",
                      "consent":{"categoryPreferences":{"C0004":true,"analytics":true}}},
                     "properties":{"plan":"pro","amount":12.5,"gift":true,"title":"Cart"}}
                    """
                )
            )
            .Should()
            .BeTrue(item.ToJsonString());
    }

    [Fact]
    public void until_a_later_notice_takes_it_as_if_it_had_passed()
    {
        var later = Declared.Terms(
            Declared.Kind(
                "checkout",
                null,
                Declared.Property("plan"),
                Declared.Property("amount", PropertyTypes.Number),
                Declared.Property("title")
            )
        );

        var taken = QuarantinedItem.Read(Row(Kept(Full))).Through(later);

        taken.Interaction.Should().Be(Items.Sent("checkout", Full, terms: later).Interaction!);
        taken
            .Should()
            .Match<PendingEvent>(it =>
                it.Drop == null && it.MessageId == "m" && it.Visitor == "v" && it.Alias == "u" && it.Dropped == 1
            );
        Facts.Of(taken).Should().HaveCount(2);
    }

    // What lies in a quarantine was written by whatever version ran a fortnight ago: this form is read for ever.
    [Fact]
    public void in_a_form_that_every_later_version_reads()
    {
        const string Stored = """
            {"type":"track","messageId":"m","anonymousId":"v","userId":"u","event":"Order","timestamp":"2026-03-01T10:00:00Z",
             "sentAt":"2026-03-01T11:00:00.0000000+00:00","context":{"page":{"path":"/cart","referrer":"https://news.test/"},
             "campaign":{"source":"news"},"userAgent":"bot","consent":{"categoryPreferences":{"analytics":true,"personalize":false}}},
             "properties":{"plan":"pro","title":"Cart"}}
            """;

        var taken = QuarantinedItem
            .Read(Row(Stored))
            .Through(Declared.Terms(Declared.Kind("track", ["Order"], Declared.Property("plan"))));

        (taken.Visitor, taken.Alias, taken.Dropped).Should().Be(("v", "u", 0));
        taken
            .Interaction.Should()
            .Be(
                new InteractionRecorded(
                    "m",
                    "track",
                    "Order",
                    "/cart",
                    "news.test",
                    new Campaign("news", null, null, null, null),
                    Items.Noon.AddHours(-1),
                    Items.Noon,
                    ClaimedAt: Items.Noon.AddHours(-2),
                    Bot: true,
                    Choices: new Choices([Purpose.Measure], [Purpose.Personalize]),
                    Properties: new Properties(System.Text.Json.JsonSerializer.SerializeToElement(new { plan = "pro" }))
                )
            );
    }

    [Fact]
    public void with_a_long_property_cut_as_it_would_be_stored()
    {
        var aside = Items.Page(
            $$$"""
            "properties":{"plan":"{{{string.Concat(Enumerable.Repeat("\U0001F600", 600))}}}"}
            """,
            terms: Declared.Terms(Declared.Kind("track"))
        );

        var taken = QuarantinedItem
            .Read(Row(QuarantinedItem.Of(aside)!))
            .Through(Declared.Terms(Declared.Kind("page", null, Declared.Property("plan"))));

        taken.Dropped.Should().Be(0);
        taken.Interaction!.Properties!.Values.GetProperty("plan").GetString().Should().HaveLength(1_024);
    }

    [Fact]
    public void with_the_clock_correction_of_its_request()
    {
        var aside = Items.Sent(
            "checkout",
            """{"messageId":"m","anonymousId":"v","timestamp":"2026-03-01T10:00:00Z"}""",
            Items.Noon.AddHours(-1)
        );

        QuarantinedItem
            .Read(Row(QuarantinedItem.Of(aside)!))
            .Through(Declared.Terms(Declared.Kind("checkout")))
            .Interaction!.OccurredAt.Should()
            .Be(Items.Noon.AddHours(-1));
    }

    [Fact]
    public void with_the_gpc_refusal_of_its_request()
    {
        var aside = Items.Sent(
            "checkout",
            """{"messageId":"m","anonymousId":"v"}""",
            terms: Items.Usual with
            {
                PrivacyControl = true,
            }
        );

        QuarantinedItem
            .Read(Row(QuarantinedItem.Of(aside)!))
            .Through(Declared.Terms(Declared.Kind("checkout")))
            .Interaction!.Choices.Should()
            .Be(new Choices([], [Purpose.Personalize]));
    }

    [Fact]
    public void with_consent_signals_that_a_later_notice_understands()
    {
        var notice = Declared.Purposes(Declared.NewPurpose("updates", "C0004")).Notice.Notice with
        {
            Kinds = [Declared.Kind("checkout")],
        };

        QuarantinedItem
            .Read(Row(Kept(Full)))
            .Through(Items.Usual with { Notice = new NoticeRules(notice) })
            .Interaction!.Choices.Should()
            .Be(new Choices([Purpose.Measure, "updates"], []));
    }

    [Fact]
    public void without_its_content_if_it_has_201_consent_categories() =>
        QuarantinedItem
            .Of(
                Items.Sent(
                    "checkout",
                    $$$"""{"anonymousId":"v","context":{"consent":{"categoryPreferences":{{{{string.Join(',', Enumerable.Range(0, 201).Select(it => $"\"c{it}\":true"))}}}} } } }"""
                )
            )
            .Should()
            .BeNull();

    [Theory]
    [InlineData("""{"anonymousId":"v","timestamp":"soon"}""")]
    [InlineData("""{"anonymousId":"v","name":"dana@example.test"}""")]
    [InlineData("""{"anonymousId":"null"}""")]
    public void only_if_it_could_be_stored_under_another_notice(string item) =>
        Items.Sent("checkout", item).RefusedFor().Should().NotBeEmpty();

    private static string Kept(string item) => QuarantinedItem.Of(Items.Sent("checkout", item))!;

    private static QuarantineRow Row(string item) => new("m", "checkout", null, "", Items.Noon, Item: item);

    private static string JsonObject(string? name) =>
        name is null ? """{"anonymousId":"v"}""" : $$"""{"anonymousId":"v","name":"{{name}}"}""";
}
