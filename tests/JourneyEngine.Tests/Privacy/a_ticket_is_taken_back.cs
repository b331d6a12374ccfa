using JourneyEngine.Http;

namespace JourneyEngine.Tests.Privacy;

public sealed class a_ticket_is_taken_back
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ProtectedTokens _tickets = new(new KeyDerivation(new byte[32]), TimeProvider.System);

    [Fact]
    public void as_it_was_given() => _tickets.Unprotect("cookie", _tickets.Protect("cookie", "shop\ndana", Hour)).Should().Be("shop\ndana");

    [Fact]
    public void and_tells_nothing_on_the_way() => _tickets.Protect("cookie", "shop\ndana", Hour).Should().NotBe(_tickets.Protect("cookie", "shop\ndana", Hour)).And.NotContain("dana");

    [Fact]
    public void and_not_for_another_use() => _tickets.Unprotect("link", _tickets.Protect("cookie", "dana", Hour)).Should().BeNull();

    [Fact]
    public void and_not_when_its_time_is_over() => _tickets.Unprotect("cookie", _tickets.Protect("cookie", "dana", TimeSpan.Zero)).Should().BeNull();

    [Fact]
    public void and_not_under_another_secret() =>
        new ProtectedTokens(new KeyDerivation(Enumerable.Repeat((byte)1, 32).ToArray()), TimeProvider.System).Unprotect("cookie", _tickets.Protect("cookie", "dana", Hour)).Should().BeNull();

    [Fact]
    public void and_not_changed_anywhere()
    {
        var ticket = _tickets.Protect("cookie", "dana", Hour);
        for (var i = 0; i < ticket.Length - 1; i++)
            _tickets.Unprotect("cookie", string.Concat(ticket.AsSpan(0, i), ticket[i] == 'A' ? "B" : "A", ticket.AsSpan(i + 1))).Should().BeNull($"character {i} was changed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("not a ticket")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void and_what_is_none_opens_nothing(string? ticket) => _tickets.Unprotect("cookie", ticket).Should().BeNull();
}
