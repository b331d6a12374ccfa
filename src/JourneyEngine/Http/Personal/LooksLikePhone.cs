namespace JourneyEngine.Http.Personal;

/// <summary>Phone numbers as people write them: with a plus (ITU-T E.164, 8 to 15 digits), or with separators in the
/// shapes of national numbers.</summary>
/// <remarks>Digits in one piece are no phone number here: they are ids and order numbers far more often.</remarks>
internal static class LooksLikePhone
{
    public static bool In(DigitRun run)
    {
        for (var first = 0; first < run.Groups.Count; first++)
        {
            if (first > 0 && !run.Between[first - 1].Contains(' ', StringComparison.Ordinal))
                continue;
            for (int last = first, digits = 0; last < run.Groups.Count && digits <= 15; last++)
            {
                digits += run.Groups[last].Length;
                if (EndsHere(run, last) && Is(run, first, last, digits))
                    return true;
            }
        }

        return false;
    }

    private static bool EndsHere(DigitRun run, int last) =>
        last == run.Groups.Count - 1
            ? !char.IsLetterOrDigit(run.After) && run.After != ':'
            : run.Between[last].Contains(' ', StringComparison.Ordinal);

    private static bool Is(DigitRun run, int first, int last, int digits)
    {
        if (first == 0 && HasPlus(run))
            return digits is >= 8 and <= 15 && run.Groups[0][0] != '0' && !(last == 1 && run.Between[0] == ".");
        if (last == first || (first == 0 && !StartsHere(run.Before)))
            return false;
        return digits is >= 9 and <= 11 && (IsWithTrunkPrefix(run, first, last) || IsNorthAmerican(run, first, last));
    }

    private static bool HasPlus(DigitRun run) =>
        run.Before.TrimEnd('(') is { Length: > 0 } before
        && before[^1] == '+'
        && (before.Length < 2 || !char.IsLetterOrDigit(before[^2]) && before[^2] != '+');

    private static bool StartsHere(string before) =>
        before.Length == 0
        || !char.IsLetterOrDigit(before[^1])
            && !(
                before[^1] is '-' or '.' or '/' or ':' or ',' && before.Length > 1 && char.IsLetterOrDigit(before[^2])
            );

    /// <summary>054-1234567, 03 123 4567, 020 7946 0958, 01 23 45 67 89; but no day-month-year and no ISBN.</summary>
    private static bool IsWithTrunkPrefix(DigitRun run, int first, int last)
    {
        if (run.Groups[first] is not { Length: >= 2 and <= 5 } area || area[0] != '0' || area[1] == '0')
            return false;
        var pairs = true;
        for (var group = first; group <= last; group++)
        {
            if (run.Groups[group].Length is < 2 or > 8)
                return false;
            pairs &= run.Groups[group].Length == 2;
        }

        return pairs
            ? last - first == 4 && run.Groups.Count == 5
            : !(area.Length == 2 && run.Groups[first + 1].Length == 2)
                && !(last == first + 1 && run.Between[first] == ".");
    }

    /// <summary>415-555-2671, (415) 555-2671, 1 415 555 2671.</summary>
    private static bool IsNorthAmerican(DigitRun run, int first, int last)
    {
        if (last - first == 3 && run.Groups[first] == "1")
            first++;
        return last - first == 2
            && run.Groups[first] is { Length: 3 } area
            && area[0] >= '2'
            && run.Groups[first + 1] is { Length: 3 } exchange
            && exchange[0] >= '2'
            && run.Groups[last].Length == 4;
    }
}
