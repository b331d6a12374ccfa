using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ADRaffy.ENSNormalize;

namespace JourneyEngine.Contracts.Naming;

/// <summary>The one form of a text that names something: what two people read as the same name is the same.</summary>
/// <remarks>
/// A zero-width joiner or non-joiner makes another word of some Persian and Indic words and another picture of an
/// emoji, so between two characters beyond ASCII it stays: it is better that one thing has two names than that two
/// things share one.
/// </remarks>
public static class NormalText
{
    /// <summary>How much of a name is stored, in UTF-16 units.</summary>
    public const int LongestName = 256;

    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>Tags behind it make the flag of a part of a country of it.</summary>
    private const int BlackFlag = 0x1F3F4;

    private const int FirstTag = 0xE0020;
    private const int LastTag = 0xE007F;

    /// <summary>Invisible, though Unicode counts them as letters or marks: fillers, and selectors of variants.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u3164\uFFA0"
            + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
    );

    /// <remarks>The library's own instance comes with tables for what is not used here: ten megabytes, and a third of a
    /// second at each start.</remarks>
    private static readonly NF Form = new(new ADRaffy.ENSNormalize.Decoder(Tables(null)));

    /// <summary>Of a name: composed, in its own case, with one plain space where there is any, and none around
    /// it.</summary>
    public static string Name(string sent)
    {
        var composed = Composed(sent);
        return HasPlainSpacesOnly(composed)
            ? composed.Trim()
            : string.Join(' ', composed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Without invisible characters, and composed (Unicode NFC).</summary>
    /// <remarks>By a library with tables of its own: the runtime composes nothing where it knows no cultures. What goes or
    /// is composed may leave a joiner behind that joins nothing any more.</remarks>
    public static string Composed(string sent)
    {
        for (var text = sent; ; )
        {
            if (Ascii.IsValid(text))
                return text;
            var next = Visible(text);
            if (next == text)
                return text;
            text = next;
        }
    }

    private static string Visible(string sent)
    {
        var (kept, isFlag) = (new StringBuilder(sent.Length), false);
        for (var at = 0; at < sent.Length; )
        {
            Rune.DecodeFromUtf16(sent.AsSpan(at), out var rune, out var length);
            isFlag = rune.Value == BlackFlag || (isFlag && rune.Value is >= FirstTag and <= LastTag);
            if (!IsInvisible(rune) || isFlag || IsJoining(kept, rune, sent, at))
                kept.Append(rune.ToString());
            at += length;
        }

        return Form.NFC(kept.ToString());
    }

    private static bool IsInvisible(Rune rune) =>
        (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && !IsSign(rune))
        || (rune.IsBmp && Invisible.Contains((char)rune.Value));

    /// <summary>Seen although Unicode counts them among the invisible: signs before Arabic, Syriac and Kaithi numbers
    /// (Prepended_Concatenation_Mark).</summary>
    private static bool IsSign(Rune rune) =>
        rune.Value is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD;

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

    private static bool HasPlainSpacesOnly(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || (i > 0 && text[i - 1] == ' ')))
                return false;
        }

        return true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "NF")]
    private static extern ref uint[] Tables(
        [UnsafeAccessorType("ADRaffy.ENSNormalize.Blobs, ADRaffy.ENSNormalize")] object? blobs
    );
}
