namespace JourneyEngine.Http.Bodies;

/// <summary>The three bytes <c>EF BB BF</c> that many editors and spreadsheets put before a text in UTF-8.</summary>
/// <remarks>JSON has no place for it, so it is passed over where it is sent (RFC 8259, section 8.1); a spreadsheet
/// takes a file without it for one in the script of its own country, so files for people begin with it.</remarks>
public static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;

    /// <returns>How many bytes of it a text begins with: 3, or none.</returns>
    public static int In(ReadOnlySpan<byte> text) => text.StartsWith(Utf8) ? Utf8.Length : 0;
}
