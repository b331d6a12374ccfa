using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_sealed_detail_does_not_open : IDisposable
{
    private const string Detail = "+46 70 555 01 23";
    private static readonly AssociatedData Home = new("shop", "anon-1", DeclaredField.Phone);
    private readonly VisitorKey key = VisitorKey.New();

    public static TheoryData<AssociatedData> Elsewhere =>
        new()
        {
            Home with
            {
                Site = "shop2",
            },
            Home with
            {
                Site = "",
            },
            Home with
            {
                Visitor = "anon-2",
            },
            Home with
            {
                Visitor = "ANON-1",
            },
            Home with
            {
                Field = DeclaredField.Email,
            },
            new AssociatedData("shopanon", "-1", DeclaredField.Phone),
            new AssociatedData("anon-1", "shop", DeclaredField.Phone),
            new AssociatedData("sho", "panon-1", DeclaredField.Phone),
        };

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void at_another_site_for_another_visitor_or_as_another_field(AssociatedData elsewhere) =>
        Opening(key, elsewhere, Seal.Close(key, Home, Detail))
            .Should()
            .Throw<SealException>()
            .Which.Should()
            .Match<SealException>(SaysNothing);

    [Fact]
    public void with_the_key_of_another_visitor()
    {
        using var another = VisitorKey.New();
        Opening(another, Home, Seal.Close(key, Home, Detail))
            .Should()
            .Throw<SealException>()
            .Which.Should()
            .Match<SealException>(SaysNothing);
    }

    [Fact]
    public void when_any_one_bit_of_it_was_changed()
    {
        var stored = Seal.Close(key, Home, Detail).Bytes.ToArray();
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var tampered = (byte[])stored.Clone();
            tampered[bit / 8] ^= (byte)(1 << (bit % 8));
            var opening = () => Seal.Open(key, Home, SealedDetail.From(tampered));
            opening
                .Should()
                .Throw<SealException>($"bit {bit} was flipped")
                .Which.Should()
                .Match<SealException>(SaysNothing);
        }
    }

    [Fact]
    public void when_it_was_cut_at_any_length()
    {
        var stored = Seal.Close(key, Home, Detail).Bytes.ToArray();
        for (var length = 0; length < stored.Length; length++)
        {
            var opening = () => Seal.Open(key, Home, SealedDetail.From(stored.AsSpan(0, length)));
            opening.Should().Throw<SealException>($"only {length} bytes are left");
        }
    }

    [Fact]
    public void when_its_version_is_unknown()
    {
        var stored = Seal.Close(key, Home, Detail).Bytes.ToArray();
        stored[0] = 2;
        var reading = () => SealedDetail.From(stored);
        reading
            .Should()
            .Throw<SealException>()
            .WithMessage("The sealed detail has version 2; only version 1 is known.");
    }

    public void Dispose() => key.Dispose();

    private static Func<string> Opening(VisitorKey key, AssociatedData place, SealedDetail detail) =>
        () => Seal.Open(key, place, detail);

    private static readonly System.Linq.Expressions.Expression<Func<SealException, bool>> SaysNothing = thrown =>
        !thrown.ToString().Contains("555")
        && !thrown.ToString().Contains("anon-")
        && !thrown.ToString().Contains("shop");
}
