using System.Security.Cryptography;

namespace JourneyEngine.Vault;

/// <summary>The key of one visitor's details, 32 bytes. Who destroys it has erased them.</summary>
public sealed class VisitorKey : IDisposable
{
    public const int Size = 32;

    // Pinned, so that the collector leaves no copy behind when it moves things.
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private bool destroyed;

    private VisitorKey() { }

    public static VisitorKey New()
    {
        var key = new VisitorKey();
        RandomNumberGenerator.Fill(key.bytes);
        return key;
    }

    /// <summary>Copies the given bytes; whoever gave them zeroes their own.</summary>
    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public static VisitorKey From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A visitor's key has {Size} bytes, not {bytes.Length}.", nameof(bytes));

        var key = new VisitorKey();
        bytes.CopyTo(key.bytes);
        return key;
    }

    /// <exception cref="ObjectDisposedException">The key is destroyed.</exception>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(destroyed, this);
            return bytes;
        }
    }

    public void Dispose()
    {
        destroyed = true;
        CryptographicOperations.ZeroMemory(bytes);
    }
}
