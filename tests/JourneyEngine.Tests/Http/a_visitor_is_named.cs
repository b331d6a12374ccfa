using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Http;

namespace JourneyEngine.Tests.Http;

public sealed class a_visitor_is_named
{
    private const string Site = "shop";
    private static readonly VisitorIds Ids = Of(1);

    [Theory]
    [InlineData(" v1 ", "v1")]
    [InlineData("\tv1\u00A0", "v1")]
    [InlineData("v\u200B1", "v1")]
    [InlineData("\uFEFFv1", "v1")]
    [InlineData("v\u00AD1", "v1")]
    [InlineData("\u200Ev1\u200F", "v1")]
    [InlineData("\u202Av1\u202C", "v1")]
    [InlineData("v\u20601", "v1")]
    [InlineData("dana\u00A0cohen", "dana cohen")]
    [InlineData("dana  cohen", "dana  cohen")]
    [InlineData("v1\uFE0F", "v1")]
    [InlineData("v\U000E0041 1", "v 1")]
    [InlineData("v\u200C1", "v1")]
    [InlineData("v\u200D1\u200D", "v1")]
    [InlineData("Rene\u0301", "Ren\u00E9")]
    [InlineData("\u05E9\u05C1", "\u05E9\u05C1")]
    [InlineData("patients/7", "patients/7")]
    [InlineData("V1", "V1")]
    [InlineData("12345", "12345")]
    [InlineData("0541234567", "0541234567")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("5c49abb5-6086-471f-bb95-d6e9d09492bc", "5c49abb5-6086-471f-bb95-d6e9d09492bc")]
    public void by_one_form_of_what_reads_the_same(string sent, string stored) =>
        Ids.Of(Site, sent).Should().Be(stored);

    [Theory]
    [InlineData("\u0646\u0627\u0645\u0647\u200C\u0627\u06CC")]
    [InlineData("\U0001F469\u200D\U0001F4BB")]
    public void with_a_joiner_where_scripts_and_emoji_need_it(string id) => Ids.Of(Site, id).Should().Be(id);

    [Theory]
    [InlineData("dana@example.test")]
    [InlineData("dana%40example.test")]
    [InlineData("+49 170 1234567")]
    [InlineData("054-1234567")]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    public void by_a_hash_of_what_looks_personal(string sent)
    {
        var stored = Ids.Of(Site, sent);

        stored.Should().MatchRegex("^hashed:[0-9a-f]{48}$");
        Ids.Of(Site, $" {sent}\u200B").Should().Be(stored, "the normal form is hashed");
        Ids.Of(Site, stored).Should().Be(stored, "what is stored names the same visitor");
        Of(1).Of(Site, sent).Should().Be(stored, "every host makes the same");
        Ids.Of("other", sent).Should().NotBe(stored, "no site knows another's visitors by their ids");
        Of(2).Of(Site, sent).Should().NotBe(stored, "nobody without the secret can make it");
    }

    [Fact]
    public void by_no_hash_that_somebody_else_made()
    {
        var stored = Ids.Of(Site, "dana@example.test");
        var changed = stored[..^1] + (stored[^1] == '0' ? '1' : '0');

        foreach (
            var forged in new[]
            {
                "hashed:",
                "hashed:dana",
                changed,
                stored.ToUpperInvariant().Replace("HASHED", "hashed"),
                stored + "00",
                Of(2).Of(Site, "dana@example.test"),
                Ids.Of("other", "dana@example.test"),
            }
        )
            Ids.Of(Site, forged).Should().StartWith("hashed:").And.NotBe(forged).And.NotBe(stored);
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("12345.0", "12345")]
    [InlineData("12345.000", "12345")]
    [InlineData("1.2345e4", "12345")]
    [InlineData("1.2345E+4", "12345")]
    [InlineData("123450e-1", "12345")]
    [InlineData("-12345.0", "-12345")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("9007199254740993.0", "9007199254740993")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.0e5", "0")]
    [InlineData("12.50", "12.5")]
    [InlineData("1.25e1", "12.5")]
    [InlineData("5e-3", "0.005")]
    [InlineData("0.0050", "0.005")]
    [InlineData("1e21", "1000000000000000000000")]
    public void by_a_number_in_whatever_notation(string number, string id) => NormalId.OfNumber(number).Should().Be(id);

    [Theory]
    [InlineData("1e-99999999")]
    [InlineData("0e99999999999")]
    public void by_no_number_that_would_take_a_gigabyte(string number) =>
        NormalId.OfNumber(number).Length.Should().BeLessThan(50);

    [Property(MaxTest = 2_000)]
    public bool by_any_number_as_its_value_is(long number, byte zeros) =>
        NormalId.OfNumber($"{number}.{new string('0', (zeros % 20) + 1)}") == NormalId.OfNumber($"{number}")
        && NormalId.OfNumber($"{number}{new string('0', zeros % 20)}e-{zeros % 20}") == NormalId.OfNumber($"{number}")
        && NormalId.OfNumber($"{number}") == number.ToString(CultureInfo.InvariantCulture);

    [Property(MaxTest = 5_000)]
    public Property the_same_however_often_the_name_comes_back() =>
        Prop.ForAll(
            Gen.Elements(
                    "a",
                    "7",
                    "@",
                    ".",
                    "b.test",
                    "+49",
                    "-",
                    " ",
                    "\u00A0",
                    "\u200B",
                    "\u200C",
                    "\u200D",
                    "\uFEFF",
                    "\u0301",
                    "e",
                    "\u00E9",
                    "\u05E9",
                    "\u0646",
                    "\U0001F469",
                    "\uFE0F",
                    "\u3164",
                    "hashed:",
                    "%40",
                    "\u2000"
                )
                .ArrayOf()
                .Select(string.Concat)
                .ToArbitrary(),
            sent =>
            {
                var stored = Ids.Of(Site, sent);
                return Ids.Of(Site, stored) == stored
                    && stored.IsNormalized(NormalizationForm.FormC)
                    && stored == stored.Trim();
            }
        );

    private static VisitorIds Of(byte secret) =>
        new(new KeyDerivation(Enumerable.Repeat(secret, KeyDerivation.SecretLength).ToArray()));
}
