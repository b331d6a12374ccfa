using System.Buffers;
using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace JourneyEngine.Http;

/// <summary>The one form of an id: without the spaces around it and the invisible characters in it, composed (Unicode
/// NFC). What two people read as the same id is the same id.</summary>
/// <remarks>
/// A zero-width joiner or non-joiner makes another word of some Persian and Indic words and another picture of an
/// emoji, so between two characters beyond ASCII it stays: it is better that one
/// person has two ids than that two people share one.
/// </remarks>
internal static class NormalId
{
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>No number that names anybody has more; a few bytes could ask for a gigabyte of them.</summary>
    private const int MostZeros = 400;

    /// <summary>Invisible, though Unicode counts them as letters or marks: fillers, and selectors of variants.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u3164\uFFA0"
            + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
    );

    public static string Of(string sent) => Ascii.IsValid(sent) ? sent.Trim() : Composed(sent);

    /// <summary>A JSON number as plain digits: <c>12345</c>, <c>12345.0</c> and <c>1.2345e4</c> are one.</summary>
    /// <param name="number">As it was sent; finite.</param>
    public static string OfNumber(string number)
    {
        if (!number.AsSpan().ContainsAny(".eE"))
            return number is "-0" ? "0" : number;
        var unsigned = number.TrimStart('-').Split('e', 'E');
        var parts = unsigned[0].Split('.');
        // The value is digits times ten to the exponent.
        var digits = string.Concat(parts).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
            return "0";
        var exponent = 0;
        if (
            unsigned.Length > 1
            && (
                !int.TryParse(unsigned[1], CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostZeros
            )
        )
            return number;
        exponent += digits.Length - significant.Length - (parts.Length < 2 ? 0 : parts[1].Length);
        // Where the point is, counted from the first digit.
        var point = significant.Length + exponent;
        var plain =
            exponent >= 0 ? significant.PadRight(point, '0')
            : point > 0 ? significant.Insert(point, ".")
            : "0." + significant.PadLeft(-exponent, '0');
        return number[0] == '-' ? "-" + plain : plain;
    }

    /// <remarks>By a library with tables of its own: the runtime composes nothing where it knows no cultures.</remarks>
    private static string Composed(string sent)
    {
        var kept = new StringBuilder(sent.Length);
        for (var at = 0; at < sent.Length; )
        {
            Rune.DecodeFromUtf16(sent.AsSpan(at), out var rune, out var length);
            if (!IsInvisible(rune) || IsJoining(kept, rune, sent, at))
                kept.Append(rune.ToString());
            at += length;
        }

        return ENSNormalize.NF.NFC(kept.ToString()).Trim();
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || (rune.IsBmp && Invisible.Contains((char)rune.Value));

    private static bool IsJoining(StringBuilder before, Rune rune, string sent, int at) =>
        rune.Value is NonJoiner or Joiner
        && before.Length > 0
        && Joins(before[^1])
        && at + 1 < sent.Length
        && Joins(sent[at + 1]);

    private static bool Joins(char beside) =>
        !char.IsAscii(beside)
        && !char.IsWhiteSpace(beside)
        && beside is not NonJoiner and not Joiner
        && CharUnicodeInfo.GetUnicodeCategory(beside) != UnicodeCategory.Format
        && !Invisible.Contains(beside);
}
