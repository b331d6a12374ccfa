using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Http;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Details;

/// <summary>Tells whether two addresses are one, without keeping either: by keyed hashes, different on each
/// site.</summary>
public sealed class AddressHashes(KeyDerivation keys)
{
    /// <summary>Where dots in a name are not looked at.</summary>
    private const string WithoutDots = "gmail.com";

    /// <summary>Its other name.</summary>
    private const string AlsoWithoutDots = "googlemail.com";

    private static readonly IdnMapping Domains = new();

    private readonly byte[] _key = keys.For("addresses");

    /// <returns>Null where the detail is no address that is written to.</returns>
    public HashedAddress? Of(string site, string shape, string value) =>
        Shapes.Find(shape) switch
        {
            DetailShape.Email => Hashed(site, Email(value)),
            DetailShape.Phone => Hashed(site, "tel:" + value.TrimStart('+')),
            _ => null,
        };

    /// <summary>The mailbox that an address leads to: what stands after a plus in the name (RFC 5233) sorts the mails
    /// of one.</summary>
    internal static string Mailbox(string address)
    {
        if (address.LastIndexOf('@') is not (> 0 and var at))
            return address;
        var (name, domain) = (address[..at], address[(at + 1)..]);
        name = name.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? name[..plus] : name;
        domain = domain == AlsoWithoutDots ? WithoutDots : domain;
        return (domain == WithoutDots ? name.Replace(".", "", StringComparison.Ordinal) : name) + "@" + domain;
    }

    /// <remarks>No mailbox that people have differs from another one by capital letters, quotation marks, a last dot,
    /// signs that nobody sees, or how the name of its domain is written (RFC 5890).</remarks>
    internal static string Email(string value)
    {
        var text = string.Concat(value.Where(it => char.GetUnicodeCategory(it) != UnicodeCategory.Format))
            .Replace("\"", "", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormKC)
            .Replace('\u3002', '.')
            .Trim()
            .TrimEnd('.')
            .ToLowerInvariant();
        var at = text.LastIndexOf('@') + 1;
        return text[..at] + Domain(text[at..]);
    }

    /// <remarks>What is no name of a domain stays as it is: nothing can be sent there.</remarks>
    private static string Domain(string name)
    {
        try
        {
            return Domains.GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    private HashedAddress Hashed(string site, string address) =>
        new(Keyed(site, "address", address), Keyed(site, "mailbox", Mailbox(address)));

    private byte[] Keyed(string site, string of, string text) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{site}\0{of}\0{text}"));
}
