using JourneyEngine.Http;
using JourneyEngine.Rights.Details;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class an_address_is_hashed
{
    private static readonly AddressHashes Hashes = new(new KeyDerivation(new byte[KeyDerivation.SecretLength]));

    [Theory]
    [InlineData("Dana@Example.test", "dana@example.test", true)]
    [InlineData("dana@example.test.", "dana@example.test", true)]
    [InlineData("\"dana\"@example.test", "dana@example.test", true)]
    [InlineData("dana+news@example.test", "dana@example.test", false)]
    [InlineData("d.a.n.a@gmail.com", "dana@gmail.com", false)]
    [InlineData("dana@googlemail.com", "dana@gmail.com", false)]
    [InlineData("dana@exam\u00adple.test", "dana@example.test", true)]
    [InlineData("dana@example\u3002test", "dana@example.test", true)]
    [InlineData("dana@b\u00fccher.test", "dana@xn--bcher-kva.test", true)]
    public void as_one_mailbox_however_it_is_spelled(string one, string other, bool isSameAddress)
    {
        var (first, second) = (Hashes.Of("shop", "email", one)!, Hashes.Of("shop", "email", other)!);

        first.Mailbox.Should().Equal(second.Mailbox);
        first.Exact.SequenceEqual(second.Exact).Should().Be(isSameAddress);
    }

    [Theory]
    [InlineData("dana@example.test", "noa@example.test")]
    [InlineData("d.ana@example.test", "dana@example.test")]
    [InlineData("+dana@example.test", "@example.test")]
    public void as_two_mailboxes_of_two_people(string one, string other) =>
        Hashes.Of("shop", "email", one)!.Mailbox.Should().NotEqual(Hashes.Of("shop", "email", other)!.Mailbox);

    [Fact]
    public void otherwise_on_each_site_under_each_secret_and_in_32_bytes()
    {
        var secret = new byte[KeyDerivation.SecretLength];
        secret[0] = 1;
        var other = new AddressHashes(new KeyDerivation(secret));

        byte[][] hashes =
        [
            Hashes.Of("shop", "email", "dana@example.test")!.Exact,
            Hashes.Of("shop", "email", "dana@example.test")!.Mailbox,
            Hashes.Of("kiosk", "email", "dana@example.test")!.Exact,
            other.Of("shop", "email", "dana@example.test")!.Exact,
        ];

        hashes.Select(Convert.ToHexString).Should().OnlyHaveUniqueItems().And.OnlyContain(it => it.Length == 64);
    }

    [Fact]
    public void as_a_telephone_with_or_without_its_plus() =>
        Hashes
            .Of("shop", "phone", "+972541234567")!
            .Exact.Should()
            .Equal(Hashes.Of("shop", "phone", "972541234567")!.Exact);

    [Theory]
    [InlineData("date")]
    [InlineData("residence")]
    [InlineData("text")]
    public void only_where_it_is_written_to(string shape) => Hashes.Of("shop", shape, "2020-01-01").Should().BeNull();
}
