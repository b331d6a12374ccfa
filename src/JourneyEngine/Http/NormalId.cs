using System.Globalization;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Http;

/// <summary>The one form of an id: without the spaces around it and the invisible characters in it, with plain spaces,
/// composed (Unicode NFC). What two people read as the same id is the same id.</summary>
internal static class NormalId
{
    /// <summary>No number that names anybody has more; a few bytes could ask for a gigabyte of them.</summary>
    private const int MostZeros = 400;

    public static string Of(string sent)
    {
        var id = NormalText.Composed(sent).Trim();
        return Array.TrueForAll(id.ToCharArray(), it => !IsOtherSpace(it))
            ? id
            : string.Create(
                id.Length,
                id,
                static (to, from) =>
                {
                    for (var i = 0; i < to.Length; i++)
                        to[i] = IsOtherSpace(from[i]) ? ' ' : from[i];
                }
            );
    }

    private static bool IsOtherSpace(char it) => it != ' ' && char.IsWhiteSpace(it) && !char.IsControl(it);

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
}
