using JourneyEngine.Contracts;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class an_address_is_chosen
{
    private static readonly Channel[] Both = [Channel.Email, Channel.Phone];

    [Fact]
    public void in_the_order_of_preferred_channels() =>
        ChooseAddress
            .Of(Notice, "updates", ["mobile", "mail"], Both)
            .Should()
            .Be(new ChooseAddress("mail", Channel.Email));

    [Fact]
    public void by_another_channel_if_the_preferred_one_is_missing() =>
        ChooseAddress.Of(Notice, "updates", ["mobile"], Both).Should().Be(new ChooseAddress("mobile", Channel.Phone));

    [Theory]
    [InlineData("updates", "residence")]
    [InlineData("updates", "old_mail")]
    [InlineData("birthday", "mobile")]
    [InlineData("letter", "mail")]
    public void only_if_it_is_declared_for_the_purpose(string purpose, string told) =>
        ChooseAddress.Of(Notice, purpose, [told], Both).Should().BeNull();

    [Fact]
    public void only_if_its_channel_is_available() =>
        ChooseAddress.Of(Notice, "updates", ["mobile"], [Channel.Email]).Should().BeNull();

    [Theory]
    [InlineData("Herzl 1, Haifa, Israel", "haifa", true)]
    [InlineData("Haifa", " Haifa ", true)]
    [InlineData("Herzl 1, Haifa", "Herzl 1, Haifa", true)]
    [InlineData("Haifa Street 3, Akko", "Haifa", false)]
    [InlineData("חיפה, ישראל", "חיפה", true)]
    public void by_place_if_one_whole_part_of_it_matches(string residence, string place, bool same) =>
        SamePlace.Holds(residence, place).Should().Be(same);

    private static NoticePublished Notice { get; } =
        new(
            1,
            [],
            [],
            [
                new NoticeDetail("mobile", DetailShapes.Phone, ["updates"], new Dictionary<string, string>()),
                new NoticeDetail("mail", DetailShapes.Email, ["updates", "birthday"], new Dictionary<string, string>()),
                new NoticeDetail("residence", DetailShapes.Residence, ["updates"], new Dictionary<string, string>()),
            ],
            DateTimeOffset.UnixEpoch
        );
}
