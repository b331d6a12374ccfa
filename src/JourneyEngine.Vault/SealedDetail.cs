namespace JourneyEngine.Vault;

/// <summary>A detail as it is stored: version (1 byte), nonce (12), tag (16), then the encrypted text, as long as the
/// text in UTF-8.</summary>
public sealed record SealedDetail
{
    internal const byte CurrentVersion = 1;
    internal const int NonceSize = 12;
    internal const int TagSize = 16;
    internal const int HeaderSize = 1 + NonceSize + TagSize;

    private readonly byte[] bytes;

    private SealedDetail(byte[] bytes) => this.bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => bytes;

    internal ReadOnlySpan<byte> Nonce => bytes.AsSpan(1, NonceSize);
    internal ReadOnlySpan<byte> Tag => bytes.AsSpan(1 + NonceSize, TagSize);
    internal ReadOnlySpan<byte> Text => bytes.AsSpan(HeaderSize);

    /// <exception cref="SealException">Too short, or of a version that this code does not know.</exception>
    public static SealedDetail From(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < HeaderSize)
            throw new SealException($"A sealed detail has at least {HeaderSize} bytes; this one has {stored.Length}.");
        if (stored[0] != CurrentVersion)
            throw new SealException(
                $"The sealed detail has version {stored[0]}; only version {CurrentVersion} is known."
            );

        return new SealedDetail(stored.ToArray());
    }

    public bool Equals(SealedDetail? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => $"sealed detail, {bytes.Length} bytes";
}
