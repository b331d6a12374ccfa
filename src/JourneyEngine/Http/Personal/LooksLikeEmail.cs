using System.Buffers;

namespace JourneyEngine.Http.Personal;

internal static class LooksLikeEmail
{
    private const int LeastOfTopLevel = 2;

    private static readonly SearchValues<char> InLocalPart = SearchValues.Create("._%+-'~!#$&*=");

    public static bool In(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = Next(text, at))
        {
            if (EndsInLocalPart(text[..at]) && BeginsWithDomain(text[(at + 1)..]))
                return true;
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int at) =>
        text[(at + 1)..].IndexOf('@') is >= 0 and var next ? at + 1 + next : -1;

    private static bool EndsInLocalPart(ReadOnlySpan<char> before) =>
        before.Length > 0
        && (
            char.IsLetterOrDigit(before[^1])
            || (InLocalPart.Contains(before[^1]) && before.Length > 1 && char.IsLetterOrDigit(before[^2]))
        );

    private static bool BeginsWithDomain(ReadOnlySpan<char> after)
    {
        var length = 0;
        while (length < after.Length && (char.IsLetterOrDigit(after[length]) || after[length] is '-' or '.'))
            length++;
        var domain = after[..length].TrimEnd(".-");
        var top = domain.LastIndexOf('.') + 1;
        return top > 1
            && domain.Length - top >= LeastOfTopLevel
            && char.IsLetter(domain[top])
            && char.IsLetterOrDigit(domain[0])
            && domain.IndexOf("..") < 0
            && !IsVersion(domain)
            && !IsScale(domain);
    }

    /// <remarks>As in <c>jquery@3.7.1.min.js</c>; a domain may begin with a number, but not with two.</remarks>
    private static bool IsVersion(ReadOnlySpan<char> domain)
    {
        var dot = domain.IndexOf('.');
        var rest = domain[(dot + 1)..];
        var second = rest.IndexOf('.') is >= 0 and var end ? rest[..end] : rest;
        return IsNumber(domain[..dot]) && IsNumber(second);
    }

    /// <remarks>As in <c>logo@2x.png</c>.</remarks>
    private static bool IsScale(ReadOnlySpan<char> domain) =>
        domain.IndexOf('.') is 2 or 3 && IsNumber(domain[..1]) && domain[domain.IndexOf('.') - 1] == 'x';

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
