using JourneyEngine.Contracts;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class an_address_is_chosen
{
    private static readonly Channel[] Both = [Channel.Email, Channel.Phone];

    [Fact]
    public void by_what_is_preferred_of_what_was_told() =>
        ChooseAddress.Of(Notice, "updates", ["mobile", "mail"], Both).Should().Be(new ChooseAddress("mail", Channel.Email));

    [Fact]
    public void by_what_was_told() => ChooseAddress.Of(Notice, "updates", ["mobile"], Both).Should().Be(new ChooseAddress("mobile", Channel.Phone));

    [Theory]
    [InlineData("updates", "residence")]
    [InlineData("updates", "old_mail")]
    [InlineData("birthday", "mobile")]
    [InlineData("letter", "mail")]
    public void and_none_that_is_not_declared_for_it(string purpose, string told) => ChooseAddress.Of(Notice, purpose, [told], Both).Should().BeNull();

    [Fact]
    public void and_none_that_cannot_be_written_to() => ChooseAddress.Of(Notice, "updates", ["mobile"], [Channel.Email]).Should().BeNull();

    [Theory]
    [InlineData("Herzl 1, Haifa, Israel", "haifa", true)]
    [InlineData("Haifa", " Haifa ", true)]
    [InlineData("Herzl 1, Haifa", "Herzl 1, Haifa", true)]
    [InlineData("Haifa Street 3, Akko", "Haifa", false)]
    [InlineData("חיפה, ישראל", "חיפה", true)]
    public void or_a_place_is_compared(string residence, string place, bool same) => SamePlace.Holds(residence, place).Should().Be(same);

    private static NoticePublished Notice { get; } = new(1, [], [],
    [
        new NoticeDetail("mobile", DetailShapes.Phone, ["updates"], new Dictionary<string, string>()),
        new NoticeDetail("mail", DetailShapes.Email, ["updates", "birthday"], new Dictionary<string, string>()),
        new NoticeDetail("residence", DetailShapes.Residence, ["updates"], new Dictionary<string, string>()),
    ], DateTimeOffset.UnixEpoch);
}
