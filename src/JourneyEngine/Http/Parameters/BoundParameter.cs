using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace JourneyEngine.Http.Parameters;

/// <summary>What a handler binds of the query under one name.</summary>
/// <param name="Range">What a number lies in; null where any is taken.</param>
/// <param name="Names">What it is an id of; null where it is none.</param>
internal sealed record BoundParameter(
    string Name,
    Type Type,
    bool IsRequired = false,
    RangeAttribute? Range = null,
    string? Names = null
)
{
    /// <summary>What it takes, in words.</summary>
    public string Takes =>
        Names
        ?? (
            Type == typeof(bool) ? "true or false"
            : Type == typeof(double) ? "a number such as 2.5"
            : Type != typeof(int) && Type != typeof(long) ? "a text"
            : Range is null ? "a whole number"
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {Range.Minimum} to {Range.Maximum:N0}")
        );

    public bool Reads(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Type == typeof(int))
            return int.TryParse(text, culture, out var number) && Range?.IsValid(number) != false;
        if (Type == typeof(long))
            return long.TryParse(text, culture, out _);
        return Type == typeof(double) ? double.TryParse(text, culture, out _)
            : Type == typeof(bool) ? bool.TryParse(text, out _)
            : !IsRequired || !string.IsNullOrWhiteSpace(text);
    }
}
