using System.Buffers;
using System.Text;

namespace JourneyEngine.Vault;

/// <summary>UTF-8 that refuses instead of replacing: two different texts never become the same bytes.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="SealException">The text holds half a surrogate pair.</exception>
    public static byte[] ToBytes(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            // The cause is not passed on: its message quotes the text.
            throw new SealException("The text is not well-formed Unicode.");
        }
    }

    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0; )
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return true;
    }

    public static string FromBytes(ReadOnlySpan<byte> bytes) => Utf8.GetString(bytes);
}
