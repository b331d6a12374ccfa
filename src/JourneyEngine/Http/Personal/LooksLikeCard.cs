namespace JourneyEngine.Http.Personal;

/// <summary>Numbers of payment cards (ISO/IEC 7812): 13 to 19 digits of a brand's range and length whose check digit is
/// right.</summary>
internal static class LooksLikeCard
{
    private const int Fewest = 13;
    private const int Most = 19;

    public static bool In(DigitRun run)
    {
        for (var first = 0; first < run.Groups.Count; first++)
        {
            var digits = "";
            for (var last = first; last < run.Groups.Count && digits.Length <= Most && IsEven(run, first, last); last++)
            {
                digits += run.Groups[last];
                if (IsWritten(run, first, last) && IsCard(digits))
                    return true;
            }
        }

        return false;
    }

    /// <remarks>Whoever groups a number does so in one way.</remarks>
    private static bool IsEven(DigitRun run, int first, int last) =>
        last - first < 2 || run.Between[last - 1] == run.Between[first];

    /// <summary>Without separators, or as on the card: 4-4-4-4, 4-6-5 and the like. Lists of dates or of years are
    /// neither.</summary>
    private static bool IsWritten(DigitRun run, int first, int last)
    {
        if (
            (first == 0 && run.Before.Length > 0 && char.IsLetterOrDigit(run.Before[^1]))
            || (last == run.Groups.Count - 1 && char.IsLetterOrDigit(run.After))
        )
            return false;
        // The digits after a point are a fraction.
        if (first == last)
            return first == 0 || run.Between[first - 1] != ".";
        for (var group = first; group < last; group++)
        {
            if (run.Groups[group].Length is < 4 or > 6)
                return false;
        }

        return run.Groups[last].Length <= 7;
    }

    private static bool IsCard(string digits) =>
        digits.Length is >= Fewest and <= Most && IsOfBrand(digits) && IsChecked(digits);

    private static bool IsOfBrand(string digits)
    {
        var start = ((digits[0] - '0') * 1000) + ((digits[1] - '0') * 100) + ((digits[2] - '0') * 10) + digits[3] - '0';
        return digits[0] switch
        {
            '4' => digits.Length is 13 or 16 or 19,
            '5' or '6' => true,
            '3' => (start / 100, digits.Length)
                is
                    (34 or 37, 15)
                    or
                    (30 or 36 or 38 or 39, 14 or 16 or 19)
                    or
                    (35, >= 16),
            '2' => digits.Length == 16 && start is (>= 2200 and <= 2204) or (>= 2221 and <= 2720),
            _ => false,
        };
    }

    /// <summary>Luhn's check digit (ISO/IEC 7812-1, annex B).</summary>
    private static bool IsChecked(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum +=
                i % 2 == 0 ? digit
                : digit < 5 ? 2 * digit
                : (2 * digit) - 9;
        }

        return sum % 10 == 0;
    }
}
