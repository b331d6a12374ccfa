using System.Xml.Linq;
using JourneyEngine.Http;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace JourneyEngine.Host;

/// <summary>Keys of the dashboard's sessions as they lie on disk: sealed by the engine's secret, so that whoever copies
/// the folder can make no session.</summary>
internal sealed class SealSessionKeys(ProtectedTokens tokens) : IXmlEncryptor
{
    internal const string Use = "session keys";

    /// <summary>Longer than any of these keys is used: they expire by themselves.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3_650);

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement("sealed", tokens.Protect(Use, plaintextElement.ToString(SaveOptions.DisableFormatting), Kept)),
            typeof(OpenSessionKeys)
        );
}

/// <summary>Opens what <see cref="SealSessionKeys"/> sealed.</summary>
internal sealed class OpenSessionKeys(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="InvalidDataException">It was sealed by another secret, or changed.</exception>
    public XElement Decrypt(XElement encryptedElement) =>
        services.GetRequiredService<ProtectedTokens>().Unprotect(SealSessionKeys.Use, encryptedElement.Value) is { } xml
            ? XElement.Parse(xml)
            : throw new InvalidDataException(
                "A key of the dashboard's sessions was sealed by another secret; it is passed over, and people sign in "
                    + "again."
            );
}
