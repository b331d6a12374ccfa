using JourneyEngine.Contracts;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Tests.Collection;

public sealed class a_value_looks_personal
{
    [Theory]
    [InlineData("dana@example.test")]
    [InlineData("Dana Levi <dana.levi+shop@mail.example.co.il>")]
    [InlineData("sent to dana@example.test.")]
    [InlineData("a@b.io")]
    [InlineData("user_@example.com")]
    [InlineData("someone@163.com")]
    [InlineData("דנה@דואר.קום")]
    [InlineData("dana%40example.test")]
    [InlineData("dana%2540example.test")]
    [InlineData("not@this but@this.one")]
    public void like_an_email_address(string text) => LookAlike.Of(text).Should().Be(Resemblances.Email);

    [Theory]
    [InlineData("+972541234567")]
    [InlineData("+972 54-123-4567")]
    [InlineData("+1 (415) 555-2671")]
    [InlineData("(+44) 20 7946 0958")]
    [InlineData("call +49 30 123456 now")]
    [InlineData("%2B972541234567")]
    [InlineData("054-1234567")]
    [InlineData("054-123-4567")]
    [InlineData("054 123 4567")]
    [InlineData("03-1234567")]
    [InlineData("02-123-4567")]
    [InlineData("020 7946 0958")]
    [InlineData("01 23 45 67 89")]
    [InlineData("0171/1234567")]
    [InlineData("415-555-2671")]
    [InlineData("415.555.2671")]
    [InlineData("(415) 555-2671")]
    [InlineData("1-415-555-2671")]
    [InlineData("on 2026-03-01 054-1234567")]
    [InlineData("דנה 054-1234567")]
    public void like_a_phone_number(string text) => LookAlike.Of(text).Should().Be(Resemblances.Phone);

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("paid with 4111 1111 1111 1111, thanks")]
    [InlineData("2 4111 1111 1111 1111")]
    [InlineData("card=5555555555554444")]
    [InlineData("2221 0000 0000 0009")]
    [InlineData("3782 822463 10005")]
    [InlineData("378282246310005")]
    [InlineData("3056 930902 5904")]
    [InlineData("6011111111111117")]
    [InlineData("3530111333300000")]
    [InlineData("6304000000000000")]
    [InlineData("4222222222222")]
    [InlineData("6205500000000000004")]
    [InlineData("-4111111111111111")]
    public void like_a_payment_card_number(string text) => LookAlike.Of(text).Should().Be(Resemblances.Card);

    [Fact]
    public void like_something_allowed_and_passes()
    {
        LookAlike.Of("dana@example.test", Resemblances.Email).Should().BeNull();
        LookAlike.Of("054-1234567", Resemblances.Phone).Should().BeNull();
        LookAlike.Of("4111 1111 1111 1111", Resemblances.Card).Should().BeNull();
        LookAlike.Of("dana@example.test 054-1234567", Resemblances.Email).Should().Be(Resemblances.Phone);
    }

    [Theory]
    [InlineData("\"name\":\"dana@example.test\"", "the name looks like an e-mail address")]
    [InlineData("\"name\":\"Order by 054-1234567\"", "the name looks like a phone number")]
    [InlineData("\"name\":\"4111 1111 1111 1111\"", "the name looks like a payment card number")]
    [InlineData(
        "\"context\":{\"campaign\":{\"source\":\"dana@example.test\"}}",
        "the campaign's source looks like an e-mail address"
    )]
    [InlineData(
        "\"context\":{\"campaign\":{\"content\":\"+972541234567\"}}",
        "the campaign's content looks like a phone number"
    )]
    [InlineData(
        "\"context\":{\"page\":{\"url\":\"https://a.test/?utm_term=dana%40example.test\"}}",
        "the campaign's term looks like an e-mail address"
    )]
    [InlineData(
        "\"context\":{\"page\":{\"path\":\"/users/dana@example.test/orders\"}}",
        "the path holds an e-mail address"
    )]
    [InlineData(
        "\"context\":{\"page\":{\"url\":\"https://a.test/u/dana%40example.test\"}}",
        "the path holds an e-mail address"
    )]
    public void in_a_name_campaign_or_path_and_the_item_is_refused(string members, string reason) =>
        Items.Page(members).RefusedFor().Should().Be(reason);

    [Theory]
    [InlineData("page", "\"name\":\"054-1234567\"")]
    [InlineData("054-1234567", "\"name\":\"x\"")]
    [InlineData("dana@example.test", "\"name\":\"x\"")]
    public void in_an_undeclared_kind_and_is_refused_without_being_repeated(string kind, string members)
    {
        var refused = Items.Sent(kind, $"{{\"anonymousId\":\"v\",{members}}}").RefusedFor();

        refused.Should().Contain("looks like").And.NotContainAny("054", "dana");
    }

    [Theory]
    [InlineData("/orders/054-1234567")]
    [InlineData("/p/4111111111111111")]
    [InlineData("/@dana/post")]
    [InlineData("/img/logo@2x.png")]
    public void as_a_number_in_a_path_where_it_is_allowed(string path) =>
        Items.Page($"\"context\":{{\"page\":{{\"path\":\"{path}\"}}}}").Interaction!.Path.Should().Be(path);
}
