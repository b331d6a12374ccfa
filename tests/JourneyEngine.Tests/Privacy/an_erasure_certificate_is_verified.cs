using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Privacy;

namespace JourneyEngine.Tests.Privacy;

public sealed class an_erasure_certificate_is_verified : IDisposable
{
    private readonly Jws _jws = new(new KeyDerivation(Enumerable.Range(0, 32).Select(it => (byte)it).ToArray()));
    private readonly ErasureCertificate _certificate = ErasureCertificate.Of(
        new Erasure(
            Guid.NewGuid(),
            "shop",
            [
                [1, 2, 3],
            ],
            42,
            true,
            new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)
        ),
        "dana"
    );

    [Fact]
    public void with_the_public_key_alone() =>
        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), _jws.PublicKeys())
            .Should()
            .BeEquivalentTo(_certificate);

    [Fact]
    public void with_the_same_key_derived_from_the_same_secret() =>
        new Jws(new KeyDerivation(Enumerable.Range(0, 32).Select(it => (byte)it).ToArray()))
            .PublicKeys()
            .ToJsonString()
            .Should()
            .Be(_jws.PublicKeys().ToJsonString());

    [Fact]
    public void to_be_about_a_visitor_only_by_who_knows_the_id()
    {
        _certificate.IsAbout("dana").Should().BeTrue();
        _certificate.IsAbout("Dana").Should().BeFalse();
        _certificate.Signed(_jws).Should().NotContain("dana");
    }

    [Fact]
    public void as_invalid_if_any_character_was_changed()
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
    public void as_invalid_if_it_is_no_signed_certificate(string text) =>
        Jws.Verified<ErasureCertificate>(text, _jws.PublicKeys()).Should().BeNull();

    [Fact]
    public void as_invalid_under_another_key()
    {
        using var other = new Jws(new KeyDerivation(new byte[32]));

        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), other.PublicKeys()).Should().BeNull();
        Jws.Verified<ErasureCertificate>(_certificate.Signed(_jws), new JsonObject()).Should().BeNull();
    }

    public void Dispose() => _jws.Dispose();
}
