using System.Text;
using System.Text.Json;
using ADRaffy.ENSNormalize;

namespace JourneyEngine.Collection;

/// <summary>Reads optional texts out of an item; what is of another type counts as absent.</summary>
internal static class Text
{
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text
            ? text
            : null;

    public static string Cut(this string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <returns>The text composed (Unicode NFC), by a library with tables of its own: the runtime composes nothing where
    /// it knows no cultures.</returns>
    public static string Composed(this string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);
}
