using System.Globalization;
using System.Net.Mail;

namespace JourneyEngine.Vault;

/// <summary>What a detail must look like.</summary>
public enum DetailShape
{
    Text,
    Email,
    Phone,
    Date,
    Residence,
}

public static class Shapes
{
    private const int Longest = 500;
    private const int LongestEmail = 254;
    private static readonly string[] Names = ["text", "email", "phone", "date", "residence"];

    /// <returns>Null if no shape has this name.</returns>
    public static DetailShape? Find(string name) =>
        Array.IndexOf(Names, name) is >= 0 and var index ? (DetailShape)index : null;

    /// <summary>The detail as it is kept, or why it cannot be; the reason never repeats it.</summary>
    public static (string? Value, string? Wrong) Checked(DetailShape shape, string? given, DateOnly today)
    {
        var value = given?.Trim() ?? "";
        if (value.Length is 0 or > Longest || value.Any(BreaksLine) || !StrictText.IsWellFormed(value))
            return (null, $"takes a text of 1 to {Longest} characters on one line");
        return shape switch
        {
            DetailShape.Email => IsEmail(value)
                ? (value, null)
                : (null, "takes an e-mail address such as name@example.org"),
            DetailShape.Phone => Phone(value) is { } phone
                ? (phone, null)
                : (null, "takes a telephone number of 6 to 15 digits, with + and the country's code"),
            DetailShape.Date => IsDate(value, today)
                ? (value, null)
                : (null, "takes a day of the past such as 1990-12-31"),
            _ => (value, null),
        };
    }

    private static bool BreaksLine(char it) => char.IsControl(it) || it is '\u2028' or '\u2029';

    private static bool IsEmail(string value) =>
        value.Length <= LongestEmail
        // Quoted and escaped, one name has many spellings (RFC 5321, 4.1.2); no mailbox that people have needs it.
        && value.IndexOfAny([' ', '"', '\\']) < 0
        && MailAddress.TryCreate(value, out var address)
        && address.Address == value
        && address.Host.Contains('.', StringComparison.Ordinal);

    /// <remarks>E.164: at most 15 digits. What people write between them is left out.</remarks>
    private static string? Phone(string value)
    {
        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        return
            digits.Length is >= 6 and <= 15
            && value.All(it => char.IsAsciiDigit(it) || "+-./() ".Contains(it, StringComparison.Ordinal))
            && value.LastIndexOf('+') <= 0
            ? (value[0] == '+' ? "+" : "") + digits
            : null;
    }

    private static bool IsDate(string value, DateOnly today) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day <= today
        && day.Year >= 1900;
}
