using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using JourneyEngine.Store;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace JourneyEngine.Host;

/// <summary>Keys of the dashboard's sessions as they lie on disk: whoever copies the folder can make no session. Sealed with AES-256-GCM by a key of the engine's secret.</summary>
internal sealed class SealSessionKeys(Keyring keyring) : IXmlEncryptor
{
    internal const string Use = "session keys";
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var closed = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var aes = new AesGcm(keyring.For(Use), TagLength);
        aes.Encrypt(closed.AsSpan(0, NonceLength), plain, closed.AsSpan(NonceLength, plain.Length), closed.AsSpan(NonceLength + plain.Length));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(closed)), typeof(OpenSessionKeys));
    }
}

/// <summary>Opens what <see cref="SealSessionKeys"/> sealed.</summary>
internal sealed class OpenSessionKeys(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var closed = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[closed.Length - SealSessionKeys.NonceLength - SealSessionKeys.TagLength];
        using var aes = new AesGcm(services.GetRequiredService<Keyring>().For(SealSessionKeys.Use), SealSessionKeys.TagLength);
        aes.Decrypt(closed.AsSpan(0, SealSessionKeys.NonceLength), closed.AsSpan(SealSessionKeys.NonceLength, plain.Length), closed.AsSpan(SealSessionKeys.NonceLength + plain.Length), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
