using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>Looks at every token before anything is built of them: what passes can be read, kept and given back by
/// everyone behind.</summary>
internal static class TokenGate
{
    internal const int DeepestNesting = 16;
    private const int MostKeys = 256;

    /// <summary>The database keeps numbers digit by digit, so <c>1e131071</c> would come back as 131,072
    /// digits.</summary>
    private const int LongestNumber = 32;
    private const double LargestNumber = 1e21;

    /// <exception cref="RefusedException">400; the message says what is wrong and at which byte.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new GatedReader(json);
        while (reader.Read())
        {
            // The reader checks.
        }
    }

    internal static void RequireUtf8(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw Refused("it is not valid UTF-8", 0);
    }

    internal static void Check(ref Utf8JsonReader reader, scoped Span<int> keys)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= DeepestNesting:
                throw Refused($"it is nested deeper than {DeepestNesting}", reader.TokenStartIndex);
            case JsonTokenType.StartObject:
                keys[reader.CurrentDepth] = 0;
                break;
            case JsonTokenType.PropertyName:
                if (++keys[reader.CurrentDepth - 1] > MostKeys)
                    throw Refused($"an object has more than {MostKeys} members", reader.TokenStartIndex);
                CheckText(ref reader);
                break;
            case JsonTokenType.String:
                CheckText(ref reader);
                break;
            case JsonTokenType.Number:
                if (
                    reader.ValueSpan.Length > LongestNumber
                    || !reader.TryGetDouble(out var number)
                    || !(Math.Abs(number) <= LargestNumber)
                    || IsTiny(reader.ValueSpan, number)
                )
                    throw Refused(
                        $"a number has more than {LongestNumber} characters or is beyond 1e21",
                        reader.TokenStartIndex
                    );
                break;
        }
    }

    /// <remarks><c>1e-300</c> is as long as <c>1e300</c> once its digits are written out.</remarks>
    private static bool IsTiny(ReadOnlySpan<byte> digits, double number) =>
        number != 0 ? Math.Abs(number) < 1 / LargestNumber : digits.ContainsAny("eE"u8);

    /// <remarks>Escapes are where a NUL or half of a surrogate pair can hide in valid UTF-8.</remarks>
    private static void CheckText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return;
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = buffer.AsSpan(0, reader.CopyString(buffer));
            if (text.Contains('\0'))
                throw Refused("a text holds a NUL character", reader.TokenStartIndex);
        }
        catch (InvalidOperationException)
        {
            throw Refused("a text holds half of a surrogate pair", reader.TokenStartIndex);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    internal static RefusedException Refused(string what, long at) =>
        new(
            StatusCodes.Status400BadRequest,
            $"The body cannot be taken: {what} (byte {at}). Nothing of it was stored."
        );
}
