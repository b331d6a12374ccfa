using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_detail_cannot_be_sealed : IDisposable
{
    private readonly VisitorKey key = VisitorKey.New();

    [Theory]
    [InlineData("shop", "anon-1", "Rosengatan # 7")]
    [InlineData("shop", "anon-#", "Rosengatan 7")]
    [InlineData("sh#op", "anon-1", "Rosengatan 7")]
    public void because_it_contains_half_a_surrogate_pair(string site, string visitor, string detail)
    {
        var place = new AssociatedData(Broken(site), Broken(visitor), DeclaredField.Residence);
        var thrown = key.Invoking(it => Seal.Close(it, place, Broken(detail))).Should().Throw<SealException>().Which;

        thrown.Message.Should().Be("The text is not well-formed Unicode.");
        thrown.ToString().Should().NotContain("Rosengatan").And.NotContain("D800");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void because_its_key_does_not_have_32_bytes(int size)
    {
        var making = () => VisitorKey.From(new byte[size]);
        making.Should().Throw<ArgumentException>().WithMessage($"A visitor's key has 32 bytes, not {size}.*");
    }

    public void Dispose() => key.Dispose();

    // Attributes cannot carry half a surrogate pair.
    private static string Broken(string text) => text.Replace('#', '\ud800');
}
