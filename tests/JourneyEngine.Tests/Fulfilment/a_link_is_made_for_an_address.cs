using System.Web;
using JourneyEngine.Http;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Tests.Log;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_link_is_made_for_an_address
{
    private static readonly AddressLink About = new("shop", new byte[32], "email", [.. Enumerable.Repeat((byte)7, 32)]);

    private readonly Moved _clock = new();
    private readonly AddressLinks _links;

    public a_link_is_made_for_an_address() =>
        _links = new AddressLinks(
            new ProtectedTokens(new KeyDerivation(new byte[KeyDerivation.SecretLength]), _clock),
            new PublicAddress(new Uri("https://journeys.example.org"))
        );

    [Fact]
    public void that_confirms_it_for_a_week_and_does_nothing_else()
    {
        var link = _links.ToConfirm(About);

        link.ToString().Should().StartWith("https://journeys.example.org/privacy/address?link=");
        _links.Confirming(Token(link)).Should().BeEquivalentTo(About);
        _links.Stopping(Token(link)).Should().BeNull();
        _clock.Now += TimeSpan.FromDays(7);
        _links.Confirming(Token(link)).Should().BeNull();
    }

    [Fact]
    public void that_ends_a_purpose_for_years_and_does_nothing_else()
    {
        var link = _links.ToStop(About);

        link.ToString().Should().StartWith("https://journeys.example.org/privacy/unsubscribe?link=");
        _clock.Now += TimeSpan.FromDays(3_000);
        _links.Stopping(Token(link)).Should().BeEquivalentTo(About);
        _links.Confirming(Token(link)).Should().BeNull();
    }

    [Fact]
    public void that_nobody_else_can_make_or_change()
    {
        var token = Token(_links.ToConfirm(About));

        _links.Confirming(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')).Should().BeNull();
        _links.Confirming("").Should().BeNull();
        _links.Confirming(null).Should().BeNull();
    }

    private static string Token(Uri link) => HttpUtility.ParseQueryString(link.Query)["link"]!;
}
