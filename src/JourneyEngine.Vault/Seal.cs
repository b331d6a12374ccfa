using System.Security.Cryptography;

namespace JourneyEngine.Vault;

/// <summary>AES-256-GCM (NIST SP 800-38D) under the visitor's own key, bound to site, visitor and field.</summary>
public static class Seal
{
    /// <summary>Seals a detail under a fresh random nonce of 96 bits: the same detail sealed twice looks
    /// different.</summary>
    /// <exception cref="SealException">Detail, site or visitor is not well-formed Unicode.</exception>
    public static SealedDetail Close(VisitorKey key, AssociatedData place, string detail)
    {
        var associated = place.ToBytes(SealedDetail.CurrentVersion);
        var plain = StrictText.ToBytes(detail);
        try
        {
            var stored = new byte[SealedDetail.HeaderSize + plain.Length];
            stored[0] = SealedDetail.CurrentVersion;
            var nonce = stored.AsSpan(1, SealedDetail.NonceSize);
            var tag = stored.AsSpan(1 + SealedDetail.NonceSize, SealedDetail.TagSize);
            RandomNumberGenerator.Fill(nonce);
            using var cipher = new AesGcm(key.Bytes, SealedDetail.TagSize);
            cipher.Encrypt(nonce, plain, stored.AsSpan(SealedDetail.HeaderSize), tag, associated);
            return SealedDetail.From(stored);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="SealException">Sealed for another place, under another key, or changed since.</exception>
    public static string Open(VisitorKey key, AssociatedData place, SealedDetail sealedDetail)
    {
        var associated = place.ToBytes(SealedDetail.CurrentVersion);
        var plain = new byte[sealedDetail.Text.Length];
        try
        {
            using var cipher = new AesGcm(key.Bytes, SealedDetail.TagSize);
            cipher.Decrypt(sealedDetail.Nonce, sealedDetail.Text, sealedDetail.Tag, plain, associated);
            return StrictText.FromBytes(plain);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SealException(
                "The detail does not open: it belongs elsewhere, has another key, or was changed.",
                mismatch
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
