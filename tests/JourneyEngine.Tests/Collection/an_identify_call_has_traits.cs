using JourneyEngine.Collection;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyEngine.Tests.Collection;

public sealed class an_identify_call_has_traits
{
    private static readonly CollectionTerms Shop = Declared.Details("email", "phone", "birth_date", "residence");

    [Theory]
    [InlineData("""{"email":"dana@example.test","phone":"054-1234567"}""", "email=dana@example.test|phone=054-1234567")]
    [InlineData("""{"birthday":"1990-01-31"}""", "birth_date=1990-01-31")]
    [InlineData("""{"birthday":"1990-01-31","birth_date":"1991-01-31"}""", "birth_date=1991-01-31")]
    [InlineData("""{"birth_date":"1991-01-31","birthday":"1990-01-31"}""", "birth_date=1991-01-31")]
    [InlineData(
        """{"address":{"country":"Israel","city":"Haifa","street":"Herzl 1","floor":2}}""",
        "residence=Herzl 1, Haifa, Israel"
    )]
    [InlineData("""{"residence":"Haifa","email":null}""", "residence=Haifa")]
    [InlineData("""{"phone":972541234567}""", "phone=972541234567")]
    [InlineData("""{"email":"a@b.test","email":"c@d.test"}""", "email=c@d.test")]
    public void that_are_kept_under_the_names_of_the_notice(string traits, string declared)
    {
        var sent = Identify(traits).Traits!;

        string.Join('|', sent.Declared.Select(it => $"{it.Key}={it.Value.Text}").Order()).Should().Be(declared);
        sent.Refused.Should().BeEmpty();
    }

    [Fact]
    public void of_which_a_nested_one_is_declared_by_its_dotted_name() =>
        Items
            .Sent(
                "identify",
                """{"anonymousId":"v","traits":{"address":{"city":"Haifa","street":"Herzl 1"}}}""",
                terms: Declared.Details("address.city")
            )
            .Traits.Should()
            .Match<SentTraits>(it =>
                it.Declared["address.city"].Text == "Haifa"
                && it.Refused.Single() == "trait 'address.street' is not declared in the notice"
            );

    [Theory]
    [InlineData("""{"plan":"pro"}""", "trait 'plan' is not declared in the notice")]
    [InlineData("""{"Email":"dana@example.test"}""", "trait 'Email' is not declared in the notice")]
    [InlineData("""{"dana@example.test":true}""", "trait '?' is not declared in the notice")]
    [InlineData("""{"email":["dana@example.test"]}""", "trait 'email' is no text")]
    [InlineData("""{"email":""}""", "trait 'email' is no text")]
    [InlineData("""{"address":{"floor":2}}""", "trait 'address' is no text")]
    public void that_are_undeclared_or_not_text_and_are_refused(string traits, string reason) =>
        Identify(traits)
            .RefusedFor()
            .Should()
            .Be($"nothing to store: an identify call with one id links nothing, 1 trait refused: {reason}");

    [Fact]
    public void of_more_than_8192_bytes_and_is_refused() =>
        Identify($$"""{"email":"{{new string('a', 8 * 1024)}}"}""")
            .RefusedFor()
            .Should()
            .EndWith("traits have more than 8192 bytes");

    [Fact]
    public void of_which_seven_are_refused_and_five_are_named() =>
        Identify("""{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}""")
            .RefusedFor()
            .Should()
            .Contain("7 traits refused")
            .And.EndWith("trait 'e' is not declared in the notice; and 2 more");

    [Theory]
    [InlineData("track", """{"anonymousId":"v","event":"e","traits":{"email":"dana@example.test"}}""")]
    [InlineData("alias", """{"previousId":"v","userId":"u","traits":{"email":"dana@example.test"}}""")]
    public void which_any_other_kind_of_call_does_not_have(string kind, string item) =>
        Items.Sent(kind, item, terms: Shop).Traits.Should().BeNull();

    [Fact]
    public void of_which_none_is_kept_with_a_key_that_tells_no_details() =>
        Items
            .Sent(
                "identify",
                """{"messageId":"m","anonymousId":"v","traits":{"email":"a@b.test"}}""",
                terms: Shop with
                {
                    Details = false,
                }
            )
            .RefusedFor()
            .Should()
            .EndWith("trait 'email' comes with a key that tells no details: send it with a write key that does");

    [Fact]
    public async Task that_the_vault_takes_completely()
    {
        var wall = new Wall(it => it.ToDictionary(pair => pair.Key, _ => (string?)null));

        var receipt = await Told(Identify("""{"birthday":"1990-01-31"}"""), wall);

        receipt.Should().Be(new Receipt("m", ReceiptStatus.Accepted));
        wall.Asked.Should().Equal("demo v birth_date=1990-01-31 v1");
    }

    [Fact]
    public async Task of_which_the_vault_takes_some()
    {
        var wall = new Wall(it =>
            it.ToDictionary(pair => pair.Key, pair => pair.Key == "phone" ? "needs consent to updates" : null)
        );

        (await Told(Identify("""{"email":"a@b.test","phone":"054-1234567","plan":"pro"}"""), wall))
            .Should()
            .Be(
                new Receipt(
                    "m",
                    ReceiptStatus.Accepted,
                    "2 traits refused: trait 'plan' is not declared in the notice; trait 'phone' needs consent to "
                        + "updates"
                )
            );
    }

    [Fact]
    public async Task of_which_the_vault_takes_none()
    {
        var receipt = await Told(
            Identify("""{"email":"a@b.test"}"""),
            new Wall(it => it.ToDictionary(pair => pair.Key, _ => (string?)"needs consent to updates"))
        );

        receipt
            .Should()
            .Be(
                new Receipt(
                    "m",
                    ReceiptStatus.Refused,
                    "nothing to store: an identify call with one id links nothing, 1 trait refused: trait 'email' "
                        + "needs consent to updates"
                )
            );
    }

    [Fact]
    public async Task while_the_vault_cannot_be_reached()
    {
        const string Reason = "1 trait refused: trait 'email' cannot be kept now";
        var linked = new Receipt("m", ReceiptStatus.Accepted);

        foreach (
            var wall in new[]
            {
                null,
                new Wall(_ => []),
                new Wall(_ => throw new InvalidOperationException("a@b.test")),
            }
        )
        {
            (await Told(Identify("""{"email":"a@b.test"}"""), wall))
                .Should()
                .Be(
                    new Receipt(
                        "m",
                        ReceiptStatus.Refused,
                        "nothing to store: an identify call with one id links nothing, " + Reason
                    )
                );
            (await Told(Identify("""{"email":"a@b.test"}"""), wall, linked))
                .Should()
                .Be(linked with { Reason = Reason });
        }
    }

    private static PendingEvent Identify(string traits) =>
        Items.Sent("identify", $$"""{"messageId":"m","anonymousId":"v","traits":{{traits}}}""", terms: Shop);

    private static Task<Receipt> Told(PendingEvent arrival, IDeclaredDetails? wall, Receipt? linked = null) =>
        new TellDetails(NullLogger<TellDetails>.Instance, wall).Of("demo", arrival, linked, 1, CancellationToken.None);

    private sealed class Wall(Func<IReadOnlyDictionary<string, string>, Dictionary<string, string?>> answers)
        : IDeclaredDetails
    {
        public List<string> Asked { get; } = [];

        public async Task<IReadOnlyDictionary<string, string?>> Take(
            string site,
            string visitor,
            IReadOnlyDictionary<string, string> traits,
            Choices? choices,
            int noticeVersion,
            DateTimeOffset occurredAt,
            CancellationToken cancellation
        )
        {
            await Task.Yield();
            Asked.AddRange(traits.Select(it => $"{site} {visitor} {it.Key}={it.Value} v{noticeVersion}"));
            return answers(traits);
        }
    }
}
