using System.Globalization;
using System.Text;

namespace JourneyEngine.Http;

/// <summary>Cuts texts where a reader would: a letter stays together with its accents, an emoji with all that it is
/// made of. Lengths are in UTF-16 units.</summary>
internal static class WholeCharacters
{
    /// <returns>The text itself, or as many whole characters of its beginning as fit; of one single character that is
    /// longer, what fits of its code points.</returns>
    /// <param name="isPath">Whether its characters may be percent-escaped.</param>
    public static string Cut(this string text, int length, bool isPath = false) =>
        text.Length <= length ? text : text[..End(text, length, isPath ? Escaped : Plain)];

    /// <remarks>Whether a character ends at a place depends on no more than the code point behind it, so reading stops
    /// at the first that does not fit.</remarks>
    /// <param name="read">Reads the code point at a place: what it is, and how many units it takes there.</param>
    private static int End(string text, int length, Func<string, int, (Rune, int)> read)
    {
        var (plain, ends) = (new StringBuilder(), new List<int>());
        for (var at = 0; at <= length; )
        {
            var (rune, taken) = read(text, at);
            at += taken;
            plain.Append(rune);
            // A code point of two units in the plain text ends only with the second.
            while (ends.Count < plain.Length)
                ends.Add(at);
        }

        var all = plain.ToString().AsSpan();
        var end = 0;
        for (var from = 0; from < all.Length; )
        {
            from += StringInfo.GetNextTextElementLength(all[from..]);
            if (ends[from - 1] > length)
                break;
            end = ends[from - 1];
        }

        return end > 0 ? end : ends.FindLast(it => it <= length);
    }

    private static (Rune, int) Plain(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var taken);
        return (rune, taken);
    }

    private static (Rune, int) Escaped(string text, int at)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && Octet(text, at + 3 * count) is { } octet)
            bytes[count++] = octet;
        if (count == 0)
            return Plain(text, at);
        Rune.DecodeFromUtf8(bytes[..count], out var rune, out var taken);
        return (rune, 3 * taken);
    }

    private static byte? Octet(string text, int at) =>
        at + 2 < text.Length
        && text[at] == '%'
        && byte.TryParse(
            text.AsSpan(at + 1, 2),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var octet
        )
            ? octet
            : null;
}
