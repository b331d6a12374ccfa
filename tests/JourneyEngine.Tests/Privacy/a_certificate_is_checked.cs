using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Privacy;

namespace JourneyEngine.Tests.Privacy;

public sealed class a_certificate_is_checked : IDisposable
{
    private readonly Jws _jws = new(new KeyDerivation(Enumerable.Range(0, 32).Select(it => (byte)it).ToArray()));
    private readonly ErasureCertificate _certificate = ErasureCertificate.Of(
        new Erasure(Guid.NewGuid(), "shop", [[1, 2, 3]], 42, true, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)), "dana");

    [Fact]
    public void with_nothing_but_the_public_key() =>
        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), _jws.PublicKeys()).Should().BeEquivalentTo(_certificate);

    [Fact]
    public void and_the_same_secret_makes_the_same_key() =>
        new Jws(new KeyDerivation(Enumerable.Range(0, 32).Select(it => (byte)it).ToArray())).PublicKeys().ToJsonString().Should().Be(_jws.PublicKeys().ToJsonString());

    [Fact]
    public void and_only_the_one_who_knows_the_id_can_tell_whom_it_is_about()
    {
        _certificate.IsAbout("dana").Should().BeTrue();
        _certificate.IsAbout("Dana").Should().BeFalse();
        _certificate.Signed(_jws).Should().NotContain("dana");
    }

    [Fact]
    public void and_no_character_of_it_can_be_changed()
    {
        var signed = _certificate.Signed(_jws);
        for (var i = 0; i < signed.Length; i++)
        {
            if (signed[i] == '.' || i == signed.Length - 1)
                continue;
            var changed = string.Concat(signed.AsSpan(0, i), signed[i] == 'A' ? "B" : "A", signed.AsSpan(i + 1));
            Jws.Verified<ErasureCertificate>(changed, _jws.PublicKeys()).Should().BeNull($"character {i} was changed");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public void and_what_is_none_does_not_pass(string text) => Jws.Verified<ErasureCertificate>(text, _jws.PublicKeys()).Should().BeNull();

    [Fact]
    public void and_another_key_does_not_pass()
    {
        using var other = new Jws(new KeyDerivation(new byte[32]));

        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), other.PublicKeys()).Should().BeNull();
        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), new JsonObject()).Should().BeNull();
    }

    public void Dispose() => _jws.Dispose();
}
