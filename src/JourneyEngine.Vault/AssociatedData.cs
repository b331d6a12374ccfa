using System.Buffers.Binary;

namespace JourneyEngine.Vault;

/// <summary>Where a detail belongs. A seal made for one place does not open at another.</summary>
public sealed record AssociatedData(string Site, string Visitor, DeclaredField Field)
{
    public override string ToString() => $"place of {Field}";

    /// <summary>The place as bytes: the seal's version, then site, visitor and field, each after its length in bytes
    /// (32 bits, big endian).</summary>
    /// <remarks>The lengths keep ("ab", "c") apart from ("a", "bc").</remarks>
    /// <exception cref="SealException">Site or visitor is not well-formed Unicode.</exception>
    internal byte[] ToBytes(byte version)
    {
        byte[][] parts = [StrictText.ToBytes(Site), StrictText.ToBytes(Visitor), StrictText.ToBytes(Field.StoredName)];
        var bytes = new byte[1 + parts.Sum(part => sizeof(int) + part.Length)];
        bytes[0] = version;
        var rest = bytes.AsSpan(1);
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, part.Length);
            part.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + part.Length)..];
        }

        return bytes;
    }
}
