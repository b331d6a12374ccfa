using JourneyEngine.Http;

namespace JourneyEngine.Tests.Privacy;

public sealed class a_protected_token_is_opened
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ProtectedTokens _tickets = new(new KeyDerivation(new byte[32]), TimeProvider.System);

    [Fact]
    public void to_the_text_it_was_made_of() =>
        _tickets.Unprotect("cookie", _tickets.Protect("cookie", "shop\ndana", Hour)).Should().Be("shop\ndana");

    [Fact]
    public void from_ciphertext_that_differs_each_time() =>
        _tickets
            .Protect("cookie", "shop\ndana", Hour)
            .Should()
            .NotBe(_tickets.Protect("cookie", "shop\ndana", Hour))
            .And.NotContain("dana");

    [Fact]
    public void only_for_the_use_it_was_made_for() =>
        _tickets.Unprotect("link", _tickets.Protect("cookie", "dana", Hour)).Should().BeNull();

    [Fact]
    public void only_before_it_expires() =>
        _tickets.Unprotect("cookie", _tickets.Protect("cookie", "dana", TimeSpan.Zero)).Should().BeNull();

    [Fact]
    public void only_with_the_secret_it_was_made_with() =>
        new ProtectedTokens(new KeyDerivation(Enumerable.Repeat((byte)1, 32).ToArray()), TimeProvider.System)
            .Unprotect("cookie", _tickets.Protect("cookie", "dana", Hour))
            .Should()
            .BeNull();

    [Fact]
    public void only_if_no_character_was_changed()
    {
        var ticket = _tickets.Protect("cookie", "dana", Hour);
        for (var i = 0; i < ticket.Length - 1; i++)
            _tickets
                .Unprotect(
                    "cookie",
                    string.Concat(ticket.AsSpan(0, i), ticket[i] == 'A' ? "B" : "A", ticket.AsSpan(i + 1))
                )
                .Should()
                .BeNull($"character {i} was changed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("not a ticket")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void only_if_it_is_a_token_at_all(string? ticket) => _tickets.Unprotect("cookie", ticket).Should().BeNull();
}
