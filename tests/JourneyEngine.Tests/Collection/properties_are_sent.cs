using JourneyEngine.Collection;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

public sealed class properties_are_sent
{
    private static readonly CollectionTerms Shop = Declared.Terms(
        Declared.Kind("page"),
        Declared.Kind(
            "track",
            ["Order"],
            Declared.Property("plan"),
            Declared.Property("amount", PropertyTypes.Number),
            Declared.Property("gift", PropertyTypes.Boolean),
            Declared.Property("due", PropertyTypes.Time),
            Declared.Property("contact", PropertyTypes.Text, Resemblances.Email),
            Declared.Property("title")
        )
    );

    [Theory]
    [InlineData("""{"plan":"pro","amount":12.50,"gift":true,"due":"2026-03-01T10:00:00+02:00"}""", 0)]
    [InlineData("""{"plan":"","amount":-1,"gift":false}""", 0)]
    [InlineData("""{"title":"Thanks"}""", 0)]
    [InlineData("""{"contact":"dana@example.test"}""", 0)]
    public void as_declared_and_are_kept(string properties, int dropped) => Kept(Sent(properties), properties, dropped);

    [Theory]
    [InlineData("""{"plan":"pro","other":1,"more":{"deep":[1]}}""", """{"plan":"pro"}""", 2)]
    [InlineData(
        """{"plan":"pro","path":"/a","url":"https://a.test/","referrer":"https://b.test/","search":"?q"}""",
        """{"plan":"pro"}""",
        0
    )]
    [InlineData("""{"plan":7,"amount":"7","gift":1,"due":"soon"}""", null, 4)]
    [InlineData("""{"plan":{"name":"pro"},"amount":[1],"gift":"true","due":5}""", null, 4)]
    [InlineData("""{"plan":null,"amount":null}""", null, 0)]
    [InlineData("""{"Plan":"pro"}""", null, 1)]
    [InlineData("""{"plan":"a","plan":"b"}""", """{"plan":"b"}""", 0)]
    [InlineData("{}", null, 0)]
    [InlineData("7", null, 0)]
    [InlineData("[1]", null, 0)]
    public void undeclared_or_of_a_wrong_type_and_are_dropped_and_counted(
        string properties,
        string? kept,
        int dropped
    ) => Kept(Sent(properties), kept, dropped);

    [Theory]
    [InlineData(1_024)]
    [InlineData(1_025)]
    public void as_text_of_which_1024_characters_are_kept(int length) =>
        Kept(Sent($$"""{"plan":"{{new string('ש', length)}}"}"""), $$"""{"plan":"{{new string('ש', 1_024)}}"}""", 0);

    [Theory]
    [InlineData("""{"plan":"call +972541234567"}""", "property 'plan' looks like a phone number")]
    [InlineData("""{"plan":"dana@example.test"}""", "property 'plan' looks like an e-mail address")]
    [InlineData("""{"plan":"dana%40example.test"}""", "property 'plan' looks like an e-mail address")]
    [InlineData("""{"amount":4111111111111111}""", "property 'amount' looks like a payment card number")]
    [InlineData("""{"contact":"054-1234567"}""", "property 'contact' looks like a phone number")]
    public void with_a_value_that_looks_personal_and_the_item_is_refused(string properties, string reason) =>
        Sent(properties).RefusedFor().Should().Be(reason);

    [Theory]
    [InlineData("""{"other":"dana@example.test","amount":1}""")]
    public void undeclared_with_a_value_that_looks_personal_and_are_dropped(string properties) =>
        Kept(Sent(properties), """{"amount":1}""", 1);

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"path":"/a","url":"https://a.test","referrer":"","search":"","title":"A"}""", 0)]
    [InlineData("""{"title":"A","category":"Docs","name":"Intro"}""", 2)]
    [InlineData("""{"plan":"pro"}""", 1)]
    public void for_a_kind_that_declares_none_and_are_only_counted(string properties, int dropped)
    {
        Kept(Items.Page($"\"properties\":{properties}", terms: Shop), null, dropped);
        Kept(Items.Page($"\"properties\":{properties}"), null, dropped);
    }

    [Fact]
    public void in_two_objects_of_which_the_last_counts()
    {
        Kept(Items.Page("\"properties\":{\"a\":1,\"b\":2},\"properties\":{\"path\":\"/x\"}"), null, 0);
        Kept(Items.Page("\"properties\":{\"path\":\"/x\"},\"properties\":{\"a\":1}"), null, 1);
    }

    // What a page says of itself anyway is read in passing: nothing is copied of it.
    [Fact]
    public void about_the_page_s_own_url_and_are_not_copied() =>
        Items
            .Incoming("page", """{"properties":{"path":"/a","url":"https://a.test/a","referrer":"","search":"?b"}}""")
            .Properties.Should()
            .BeNull();

    private static PendingEvent Sent(string properties) =>
        Items.Sent(
            "track",
            $$"""{"messageId":"m","anonymousId":"v","event":"Order","properties":{{properties}}}""",
            terms: Shop
        );

    private static void Kept(PendingEvent arrival, string? properties, int dropped)
    {
        arrival.Drop.Should().BeNull();
        arrival.Dropped.Should().Be(dropped);
        arrival
            .Interaction!.Properties.Should()
            .Be(
                properties is null
                    ? null
                    : new Properties(
                        System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(properties)
                    )
            );
    }
}
