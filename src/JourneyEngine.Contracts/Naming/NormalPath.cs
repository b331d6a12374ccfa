using System.Globalization;
using System.Text;

namespace JourneyEngine.Contracts.Naming;

/// <summary>The one form of a path, as people read it: what is escaped and need not be stands as itself.</summary>
/// <remarks>Escapes of characters that have a meaning in addresses stay, with capital digits (RFC 3986, 2.2 and 6.2.2),
/// as do those of spaces and of what is no UTF-8; a percent sign that begins no escape is one.
/// Slashes are single, and there is none at the end.</remarks>
public static class NormalPath
{
    /// <summary>How much of a path is stored, in UTF-16 units.</summary>
    public const int Longest = 1_024;

    public static string Of(string sent)
    {
        // Twice: what is unescaped may be invisible, or compose with what stands beside it.
        for (var path = sent; ; )
        {
            if (IsNormal(path))
                return path;
            var next = Slashes(NormalText.Composed(Unescaped(NormalText.Composed(path).Trim())));
            if (next == path)
                return path;
            path = next;
        }
    }

    /// <summary>Of a path, or of an address that holds one: without its query and its fragment.</summary>
    /// <returns>Null where it looks like an address and is none.</returns>
    public static string? OfAddress(string sent)
    {
        // Cut first: what looks like an address but is none must not bring its query along.
        var kept = sent.Split('?', '#')[0];
        if (kept.StartsWith('/') || !kept.Contains("://", StringComparison.Ordinal))
            return Of(kept);
        return Uri.TryCreate(kept, UriKind.Absolute, out var uri) ? Of(uri.AbsolutePath) : null;
    }

    /// <summary>Whether a path is another one or lies below it, by whole segments.</summary>
    /// <param name="path">In the one form, as the other is.</param>
    public static bool IsWithin(string path, string above) =>
        above is "/" or ""
        || (
            path.StartsWith(above, StringComparison.Ordinal)
            && (path.Length == above.Length || path[above.Length] == '/')
        );

    /// <remarks>Nearly every path is.</remarks>
    private static bool IsNormal(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (
                path[i] is <= ' ' or > '~' or '%'
                || (path[i] == '/' && i > 0 && (path[i - 1] == '/' || i + 1 == path.Length))
            )
                return false;
        }

        return path.Length > 0;
    }

    private static string Slashes(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (path.Length == 0 || path[0] == '/' ? "/" : "") + string.Join('/', segments);
    }

    private static string Unescaped(string path)
    {
        var (text, bytes) = (new StringBuilder(path.Length), new List<byte>());
        for (var i = 0; i < path.Length; )
        {
            bytes.Clear();
            for (; IsEscape(path, i); i += 3)
                bytes.Add(
                    byte.Parse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                );
            Append(text, [.. bytes]);
            if (i == path.Length)
                break;
            if (char.IsControl(path[i]))
                Append(text, Encoding.UTF8.GetBytes(path[i].ToString()));
            else
                _ =
                    path[i] == '%' ? text.Append("%25")
                    : char.IsWhiteSpace(path[i]) ? text.Append("%20")
                    : text.Append(path[i]);
            i++;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var isText =
                Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isText && !Rune.IsControl(rune) && Rune.IsWhiteSpace(rune))
                text.Append("%20");
            else if (isText && (rune.IsAscii ? IsUnreserved((char)rune.Value) : !Rune.IsControl(rune)))
                text.Append(rune.ToString());
            else
                foreach (var it in bytes[..length])
                    text.Append('%').Append(it.ToString("X2", CultureInfo.InvariantCulture));
            bytes = bytes[length..];
        }
    }

    private static bool IsEscape(string path, int at) =>
        at + 2 < path.Length
        && path[at] == '%'
        && char.IsAsciiHexDigit(path[at + 1])
        && char.IsAsciiHexDigit(path[at + 2]);

    private static bool IsUnreserved(char it) => char.IsAsciiLetterOrDigit(it) || it is '-' or '.' or '_' or '~';
}
