using JourneyEngine.Contracts;

namespace JourneyEngine.Http.Personal;

/// <summary>Values that look like what names a person. They come by mistake, such as a form's field in a page's title,
/// and are not kept.</summary>
/// <remarks>No regular expressions: every look is one pass over the text, and most end at the first.</remarks>
internal static class LookAlike
{
    private const int FewestDigits = 8;
    private const int MostUnescapings = 3;

    /// <param name="declared">What it may look like; see <see cref="Resemblances"/>.</param>
    /// <returns>What else it looks like; null for an ordinary text.</returns>
    public static string? Of(string? text, params ReadOnlySpan<string> declared)
    {
        for (var unescaped = 0; text is not null && unescaped <= MostUnescapings; unescaped++, text = Unescaped(text))
        {
            if (!declared.Contains(Resemblances.Email) && LooksLikeEmail.In(text))
                return Resemblances.Email;
            if (HasDigits(text) && OfDigits(text, declared) is { } like)
                return like;
        }

        return null;
    }

    /// <summary>Paths are full of numbers; of them only addresses are looked for.</summary>
    public static bool HoldsEmail(string? text)
    {
        for (var unescaped = 0; text is not null && unescaped <= MostUnescapings; unescaped++, text = Unescaped(text))
        {
            if (LooksLikeEmail.In(text))
                return true;
        }

        return false;
    }

    public static string Words(string resemblance) =>
        resemblance switch
        {
            Resemblances.Email => "an e-mail address",
            Resemblances.Phone => "a phone number",
            _ => "a payment card number",
        };

    private static string? OfDigits(string text, ReadOnlySpan<string> declared)
    {
        foreach (var run in DigitRun.In(text))
        {
            if (!declared.Contains(Resemblances.Card) && LooksLikeCard.In(run))
                return Resemblances.Card;
            if (!declared.Contains(Resemblances.Phone) && LooksLikePhone.In(run))
                return Resemblances.Phone;
        }

        return null;
    }

    private static bool HasDigits(string text)
    {
        var digits = 0;
        foreach (var it in text)
            digits += char.IsAsciiDigit(it) ? 1 : 0;
        return digits >= FewestDigits;
    }

    /// <returns>Null if there is nothing to unescape.</returns>
    private static string? Unescaped(string text) =>
        text.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(text) is var plain && plain != text
            ? plain
            : null;
}
