using System.Buffers;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Http;

/// <summary>The bytes of a request's body, in a borrowed buffer that goes back when this is disposed.</summary>
/// <param name="limit">How many bytes at most.</param>
internal sealed class BoundedBody(int limit) : IDisposable
{
    private const int FirstGuess = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, FirstGuess));
    private int _length;

    /// <summary>What was read, without a <see cref="ByteOrderMark"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length)[ByteOrderMark.In(_buffer.AsSpan(0, _length))..];

    /// <returns>False where there is more than the limit; no more than one byte beyond it was read.</returns>
    public async Task<bool> Fill(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _buffer.Length)
                Grow();
            var room = Math.Min(_buffer.Length, limit + 1) - _length;
            var read = await stream.ReadAsync(_buffer.AsMemory(_length, room), cancellation);
            _length += read;
            if (read == 0 || _length > limit)
                return _length <= limit;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, _buffer.Length * 2));
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
