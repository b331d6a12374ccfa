using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The one form of a campaign's parts: what people read as the same campaign is counted as one.</summary>
public static partial class CampaignText
{
    private const int MostEscapes = 4;

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>In small letters, unescaped, with single spaces and without invisible characters.</summary>
    /// <remarks>
    /// Mail programs and redirects escape an address once more, so what is still escaped is unescaped. A plus that then
    /// stands beside a letter is a space; that of <c>1+1</c> and <c>c++</c> is meant.
    /// </remarks>
    /// <returns>Null if it says nothing, or contains NUL, which the database does not take.</returns>
    public static string? Normal(string? sent)
    {
        if (sent is null || !sent.AsSpan().ContainsAnyExcept(Plain))
            return string.IsNullOrEmpty(sent) ? null : sent;
        var (text, kept) = (Unescaped(sent), new StringBuilder(sent.Length));
        // By way of the capital one: a letter of two small forms, such as the Greek sigma, is one.
        foreach (var rune in NormalText.Name(text).EnumerateRunes().Where(it => !Rune.IsControl(it)))
            kept.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        var normal = PlusForSpace().Replace(kept.ToString(), " ").Trim();
        return normal.Length == 0 || text.Contains('\0') ? null : normal;
    }

    private static string Unescaped(string text)
    {
        for (var i = 0; i < MostEscapes && text.Contains('%'); i++)
            text = Uri.UnescapeDataString(text);
        return text;
    }

    [GeneratedRegex(@"(?<=[\p{L}\p{M}])\+(?=[\p{L}\p{Nd}])|(?<=\p{Nd})\+(?=\p{L})")]
    private static partial Regex PlusForSpace();
}
