using System.Buffers;
using System.Security.Cryptography;

namespace JourneyEngine.Vault;

/// <summary>The keys that visitors' keys are wrapped under (key-encryption keys): the first wraps, all unwrap. They
/// come from configuration; what they wrap is stored apart from them.</summary>
public sealed class KeyEncryptionKeys
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int WrappedSize = NonceSize + TagSize + VisitorKey.Size;
    private const int LongestId = 32;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"
    );

    private readonly (string Id, byte[] Key)[] _keys;

    private KeyEncryptionKeys((string, byte[])[] keys) => _keys = keys;

    public string CurrentId => _keys[0].Id;

    /// <summary>Those that still unwrap, but do not wrap any more.</summary>
    public IEnumerable<string> EarlierIds => _keys.Skip(1).Select(it => it.Id);

    /// <param name="text"><c>id:base64,id:base64</c>: the current key first, then those that still unwrap.</param>
    /// <exception cref="FormatException">It is not of this form; the message holds no key.</exception>
    public static KeyEncryptionKeys Parse(string text)
    {
        var keys = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(One)
            .ToArray();
        if (keys.Length == 0 || keys.Select(it => it.Id).Distinct(StringComparer.Ordinal).Count() < keys.Length)
            throw new FormatException(
                "The vault's keys are 'id:base64,id:base64', each id once, the current one first."
            );
        return new KeyEncryptionKeys(keys);
    }

    /// <returns>A new key in the form that <see cref="Parse"/> takes.</returns>
    public static string New(string id) =>
        $"{id}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(VisitorKey.Size))}";

    /// <param name="place">What the wrapped key is bound to.</param>
    internal (string Id, byte[] Wrapped) Wrap(VisitorKey key, byte[] place)
    {
        var wrapped = new byte[WrappedSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(_keys[0].Key, TagSize);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceSize),
            key.Bytes,
            wrapped.AsSpan(NonceSize + TagSize),
            wrapped.AsSpan(NonceSize, TagSize),
            place
        );
        return (CurrentId, wrapped);
    }

    /// <exception cref="VaultUnavailableException">The key it is wrapped under is not in the ring, or is another
    /// one.</exception>
    internal VisitorKey Unwrap(string id, byte[] wrapped, byte[] place)
    {
        var found = Array.Find(_keys, it => it.Id == id);
        if (found.Key is null)
            throw new VaultUnavailableException(
                $"The vault's key '{id}' is not among those that are configured: visitors' keys are still wrapped "
                    + "under it."
            );
        if (wrapped.Length != WrappedSize)
            throw new VaultUnavailableException(
                $"A visitor's wrapped key has {WrappedSize} bytes; this one has {wrapped.Length}."
            );
        Span<byte> plain = stackalloc byte[VisitorKey.Size];
        try
        {
            using var cipher = new AesGcm(found.Key, TagSize);
            cipher.Decrypt(
                wrapped.AsSpan(0, NonceSize),
                wrapped.AsSpan(NonceSize + TagSize),
                wrapped.AsSpan(NonceSize, TagSize),
                plain,
                place
            );
            return VisitorKey.From(plain);
        }
        catch (CryptographicException mismatch)
        {
            throw new VaultUnavailableException(
                $"The vault's key '{id}' is another one than visitors' keys were wrapped under.",
                mismatch
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static (string Id, byte[] Key) One(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        var key = new byte[VisitorKey.Size + 3];
        return
            at is > 0 and <= LongestId
            && text.AsSpan(0, at).IndexOfAnyExcept(IdCharacters) < 0
            && Convert.TryFromBase64String(text[(at + 1)..], key, out var length)
            && length == VisitorKey.Size
            ? (text[..at], key[..length])
            : throw new FormatException(
                $"A key of the vault is 'id:base64' with an id of 1 "
                    + $"to {LongestId} letters, digits, '.', '-' or '_' "
                    + $"and {VisitorKey.Size} bytes, as of 'openssl rand -base64 32'."
            );
    }
}
