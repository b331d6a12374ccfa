using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class the_keys_of_the_vault_are_read
{
    private static readonly string Good = Convert.ToBase64String(
        Enumerable.Range(1, 32).Select(it => (byte)it).ToArray()
    );

    [Fact]
    public void with_the_first_as_the_current_one()
    {
        var ring = KeyEncryptionKeys.Parse($" 2026-01:{Good} ,1:{Good}, b_c.d:{Good}");

        ring.CurrentId.Should().Be("2026-01");
        ring.EarlierIds.Should().Equal("1", "b_c.d");
    }

    [Fact]
    public void in_the_form_in_which_a_new_one_is_made()
    {
        KeyEncryptionKeys.Parse(KeyEncryptionKeys.New("7")).CurrentId.Should().Be("7");
        KeyEncryptionKeys.New("7").Should().NotBe(KeyEncryptionKeys.New("7"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("#")]
    [InlineData(":#")]
    [InlineData("1:")]
    [InlineData("1:c2hvcnQ=")]
    [InlineData("1:#AAAA")]
    [InlineData("1:#,1:#")]
    [InlineData("1:#,2")]
    [InlineData("a b:#")]
    [InlineData("1 :#")]
    [InlineData("an-id-that-is-longer-than-it-may-be-:#")]
    [InlineData("#:1")]
    public void in_an_invalid_form_and_the_error_contains_no_key(string text)
    {
        var reading = () => KeyEncryptionKeys.Parse(text.Replace("#", Good, StringComparison.Ordinal));
        reading
            .Should()
            .Throw<FormatException>()
            .Which.ToString()
            .Should()
            .NotContain(Good[..8])
            .And.NotContain("c2hvcnQ");
    }
}
