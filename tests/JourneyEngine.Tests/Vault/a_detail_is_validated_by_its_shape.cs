using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_detail_is_validated_by_its_shape
{
    private static readonly DateOnly Today = new(2026, 1, 31);

    [Theory]
    [InlineData("email", "mira.lindqvist@example.org", "mira.lindqvist@example.org")]
    [InlineData("email", "  m+shop@mail.example.org\t", "m+shop@mail.example.org")]
    [InlineData("phone", "+46 70 555-01-23", "+46705550123")]
    [InlineData("phone", "(070) 555.01/23", "0705550123")]
    [InlineData("phone", "123456", "123456")]
    [InlineData("phone", "+123456789012345", "+123456789012345")]
    [InlineData("date", "1992-02-29", "1992-02-29")]
    [InlineData("date", "2026-01-31", "2026-01-31")]
    [InlineData("date", "1900-01-01", "1900-01-01")]
    [InlineData("residence", "רחוב הורד 12, תל אביב 🏡", "רחוב הורד 12, תל אביב 🏡")]
    [InlineData("text", "O'Neill; drop table", "O'Neill; drop table")]
    public void into_one_normal_form(string shape, string given, string kept) =>
        Shapes.Checked(Shape(shape), given, Today).Should().Be((kept, (string?)null));

    [Theory]
    [InlineData("email", "mira.lindqvist")]
    [InlineData("email", "mira.lindqvist@localhost")]
    [InlineData("email", "mira lindqvist@lindqvist.net")]
    [InlineData("email", "Mira <mira.lindqvist@lindqvist.net>")]
    [InlineData("email", "mira.lindqvist@lindqvist.net, else@lindqvist.net")]
    [InlineData("email", "mira.lindqvist@lindqvist.net\r\nBcc: else@lindqvist.net")]
    [InlineData("email", "\"mira\"@lindqvist.net")]
    [InlineData("email", "\"m\\ira\"@lindqvist.net")]
    [InlineData("phone", "12345")]
    [InlineData("phone", "+1234567890123456")]
    [InlineData("phone", "070 555 01 23 ext 9")]
    [InlineData("phone", "070+5550123")]
    [InlineData("phone", "٠٧٠٥٥٥٠١٢٣")]
    [InlineData("date", "1990-02-29")]
    [InlineData("date", "2026-02-01")]
    [InlineData("date", "1899-12-31")]
    [InlineData("date", "31.12.1990")]
    [InlineData("residence", "Rosengatan 7\nStockholm")]
    [InlineData("residence", "Rosengatan 7\u2028Stockholm")]
    [InlineData("text", "Rosengatan\u0000 7")]
    public void with_an_error_that_does_not_repeat_it(string shape, string given)
    {
        var (kept, wrong) = Shapes.Checked(Shape(shape), given, Today);

        kept.Should().BeNull();
        wrong.Should().StartWith("takes ").And.NotContainAny(given.Split(' ', '\n', '@').Where(it => it.Length > 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    public void as_text_that_is_not_empty(string? given) =>
        Shapes
            .Checked(DetailShape.Text, given, Today)
            .Wrong.Should()
            .Be("takes a text of 1 to 500 characters on one line");

    [Fact]
    public void as_text_of_500_characters_at_most()
    {
        Shapes.Checked(DetailShape.Text, new string('x', 500), Today).Wrong.Should().BeNull();
        Shapes.Checked(DetailShape.Text, new string('x', 501), Today).Wrong.Should().NotBeNull();
        Shapes.Checked(DetailShape.Email, new string('x', 243) + "@example.org", Today).Wrong.Should().NotBeNull();
    }

    [Fact]
    public void as_well_formed_unicode() =>
        Shapes
            .Checked(DetailShape.Residence, "Rosengatan \ud800 7", Today)
            .Wrong.Should()
            .NotBeNull("half a surrogate pair cannot");

    [Fact]
    public void which_is_found_by_its_lower_case_name()
    {
        Enum.GetValues<DetailShape>()
            .Should()
            .AllSatisfy(it => Shapes.Find(it.ToString().ToLowerInvariant()).Should().Be(it));
        Shapes.Find("Email").Should().BeNull();
    }

    private static DetailShape Shape(string name) => Shapes.Find(name)!.Value;
}
