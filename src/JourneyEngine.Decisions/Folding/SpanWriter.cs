using System.Text;

namespace JourneyEngine.Decisions.Folding;

/// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow (as
/// <see cref="BinaryWriter.Write7BitEncodedInt64"/>).</summary>
internal ref struct SpanWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public void Byte(byte value) => _buffer[Length++] = value;

    public void Number(long value)
    {
        var left = (ulong)value;
        for (; left > 0x7F; left >>= 7)
            _buffer[Length++] = (byte)(left | 0x80);
        _buffer[Length++] = (byte)left;
    }

    public void Id(Guid value)
    {
        value.TryWriteBytes(_buffer[Length..], bigEndian: true, out var written);
        Length += written;
    }

    public void Text(string value)
    {
        Number(Encoding.UTF8.GetByteCount(value));
        Length += Encoding.UTF8.GetBytes(value, _buffer[Length..]);
    }
}
