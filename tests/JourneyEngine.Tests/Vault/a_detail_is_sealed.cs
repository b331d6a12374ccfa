using System.Text;
using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_detail_is_sealed : IDisposable
{
    private const string Detail = "mira.lindqvist@example.org";
    private static readonly AssociatedData Home = new("shop", "anon-1", DeclaredField.Email);
    private readonly VisitorKey key = VisitorKey.New();

    [Theory]
    [InlineData(Detail)]
    [InlineData("")]
    [InlineData("1990-02-29")]
    [InlineData("شارع الورد 12، 東京 🏡")]
    public void for_opening_with_the_same_key_in_the_same_place(string detail) =>
        Seal.Open(key, Home, Stored(Seal.Close(key, Home, detail))).Should().Be(detail);

    [Fact]
    public void for_every_declared_field() =>
        DeclaredField
            .All.Should()
            .AllSatisfy(field =>
            {
                var place = Home with { Field = field };
                Seal.Open(key, place, Seal.Close(key, place, Detail)).Should().Be(Detail);
            });

    [Fact]
    public void for_opening_with_a_copy_of_the_key()
    {
        var bytes = Enumerable.Range(0, VisitorKey.Size).Select(it => (byte)it).ToArray();
        using var first = VisitorKey.From(bytes);
        using var second = VisitorKey.From(bytes);
        Seal.Open(second, Home, Seal.Close(first, Home, Detail)).Should().Be(Detail);
    }

    [Fact]
    public void to_different_bytes_each_time()
    {
        var sealings = Enumerable.Range(0, 100).Select(_ => Seal.Close(key, Home, Detail)).ToList();

        sealings.Should().OnlyHaveUniqueItems();
        sealings
            .Select(it => Convert.ToHexString(it.Bytes.Span[1..13]))
            .Should()
            .OnlyHaveUniqueItems("a nonce is never used twice");
    }

    [Fact]
    public void without_plain_text_in_its_bytes()
    {
        var stored = Seal.Close(key, Home, Detail);

        Encoding.Latin1.GetString(stored.Bytes.Span).Should().NotContain("mira").And.NotContain("example");
        stored.ToString().Should().Be("sealed detail, 55 bytes");
    }

    [Fact]
    public void in_version_1_of_its_format() => Seal.Close(key, Home, Detail).Bytes.Span[0].Should().Be(1);

    [Fact]
    public void until_its_key_is_destroyed()
    {
        var stored = Seal.Close(key, Home, Detail);
        key.Dispose();

        key.Invoking(it => Seal.Open(it, Home, stored)).Should().Throw<ObjectDisposedException>();
        key.Invoking(it => Seal.Close(it, Home, Detail)).Should().Throw<ObjectDisposedException>();
    }

    public void Dispose() => key.Dispose();

    private static SealedDetail Stored(SealedDetail detail) => SealedDetail.From(detail.Bytes.Span);
}
