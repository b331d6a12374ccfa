using System.IO.Compression;

namespace JourneyEngine.Cli.Import;

/// <summary>A file to read, unpacked where it is gzip: told by its first bytes, not by its name.</summary>
internal sealed class UnpackedFile : IAsyncDisposable
{
    private readonly FileStream _bytes;

    public UnpackedFile(string file)
    {
        _bytes = File.OpenRead(file);
        var first = new byte[2];
        var isGzip = _bytes.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == 2 && first is [0x1F, 0x8B];
        _bytes.Position = 0;
        Content = isGzip ? new GZipStream(_bytes, CompressionMode.Decompress) : _bytes;
    }

    public Stream Content { get; }

    /// <summary>Bytes of the file read so far.</summary>
    public long Read => _bytes.Position;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
