using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Tests.Collection;

public sealed class an_ordinary_value_is_checked_for_personal_data
{
    private static readonly string[] All = [Resemblances.Email, Resemblances.Phone, Resemblances.Card];

    [Theory]
    [InlineData("")]
    [InlineData("Signed Up")]
    [InlineData("הזמנה חדשה")]
    [InlineData("@dana")]
    [InlineData("C++ 20202021 and C# 12")]
    [InlineData("react@18.2.0")]
    [InlineData("/npm/jquery@3.7.1.min.js")]
    [InlineData("logo@2x.png")]
    [InlineData("a @ b.test")]
    [InlineData("user@localhost")]
    [InlineData("100% cotton")]
    [InlineData("50%40")]
    [InlineData("192.168.100.200")]
    [InlineData("2001:0db8:85a3:0000:0000:8a2e:0370:7334")]
    [InlineData("123-4567890-1234567")]
    [InlineData("978-3-16-148410-0")]
    [InlineData("0-306-40615-2")]
    [InlineData("4006381333931")]
    [InlineData("1740830400000")]
    [InlineData("1740830400000000")]
    [InlineData("120210000000000000")]
    [InlineData("23850000000000017")]
    [InlineData("0.30000000000000004")]
    [InlineData("0.4111111111111111")]
    [InlineData("+32.0853000")]
    [InlineData("2026-03-01 2026-03-02")]
    [InlineData("2021 2022 2023 2024")]
    [InlineData("01-02-2026 10:30")]
    [InlineData("31.12.2026 0800")]
    [InlineData("2026-03-01T12:00:00.000+02:00")]
    [InlineData("01 02 03 04 05 06")]
    [InlineData("ORD-0123-4567890")]
    [InlineData("0541234567")]
    [InlineData("a4111111111111111")]
    [InlineData("4111111111111112")]
    [InlineData("1.2.3.4.5.6.7.8.9.10.11")]
    [InlineData("12345678901234567890123456789012")]
    public void such_as_a_name_code_version_or_date_and_passes(string text) => LookAlike.Of(text).Should().BeNull();

    [Property(MaxTest = 2_000)]
    public bool such_as_a_guid_and_passes(Guid id) =>
        LookAlike.Of(id.ToString()) is null
        && LookAlike.Of($"order {id}") is null
        && LookAlike.Of(id.ToString("N")) is null;

    // All digits: the worst that an id can be.
    [Property(MaxTest = 1_000)]
    public Property such_as_a_guid_of_digits_only_and_passes() =>
        Prop.ForAll(
            Gen.Choose(0, 9).ArrayOf(32).ToArbitrary(),
            digits => LookAlike.Of(Guid.ParseExact(string.Concat(digits), "N").ToString()) is null
        );

    [Property(MaxTest = 2_000)]
    public bool such_as_a_time_in_a_common_format_and_passes(DateTime at) =>
        new[]
        {
            "O",
            "s",
            "u",
            "yyyy-MM-dd",
            "dd-MM-yyyy",
            "dd/MM/yyyy",
            "dd.MM.yyyy",
            "yyyy-MM-dd HH:mm",
            "dd-MM-yyyy HH:mm",
            "yyyyMMdd",
            "yyyyMMddHHmm",
        }.All(format => LookAlike.Of(at.ToString(format, CultureInfo.InvariantCulture)) is null);

    [Property(MaxTest = 2_000)]
    public bool such_as_a_price_and_passes(decimal price) =>
        LookAlike.Of(Math.Round(price % 10_000_000, 2).ToString(CultureInfo.InvariantCulture)) is null
        && LookAlike.Of("₪" + Math.Round(price % 10_000_000, 2).ToString("N2", CultureInfo.InvariantCulture)) is null;

    [Property(MaxTest = 2_000)]
    public Property such_as_an_order_number_of_up_to_twelve_digits_and_passes() =>
        Prop.ForAll(
            Gen.Choose(1, 12).SelectMany(length => Gen.Choose(0, 9).ArrayOf(length)).ToArbitrary(),
            digits =>
                new[] { "{0}", "#{0}", "order {0}", "A-{0}", "{0}/b" }.All(form =>
                    LookAlike.Of(form.Replace("{0}", string.Concat(digits), StringComparison.Ordinal)) is null
                )
        );

    [Property(MaxTest = 2_000)]
    public bool such_as_a_fraction_and_passes(double number) =>
        double.IsFinite(number) is false
        || LookAlike.Of((number % 10).ToString("R", CultureInfo.InvariantCulture)) is null;

    // Whatever the text is made of: an address has its sign, a number its digits, and what is declared is not told.
    [Property(MaxTest = 2_000)]
    public Property made_of_random_characters_and_the_check_never_throws() =>
        Prop.ForAll(
            Gen.Elements("0123456789+-.()/ @%:ax".ToCharArray()).ArrayOf().Select(it => new string(it)).ToArbitrary(),
            text =>
                LookAlike.Of(text) switch
                {
                    null => Array.TrueForAll(All, it => LookAlike.Of(text, it) is null),
                    Resemblances.Email => Unescaped(text).Contains('@')
                        && LookAlike.Of(text, Resemblances.Email) != Resemblances.Email,
                    var number => text.Count(char.IsAsciiDigit) >= 8
                        && LookAlike.Of(text, number) != number
                        && LookAlike.Of(text, All) is null,
                }
        );

    private static string Unescaped(string text) =>
        Enumerable.Range(0, 3).Aggregate(text, (plain, _) => Uri.UnescapeDataString(plain));
}
