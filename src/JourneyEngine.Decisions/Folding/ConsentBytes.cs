using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of choices: each its purpose (UTF-8 after its length), 1 or 0, and time.</summary>
internal static class ConsentBytes
{
    public static void Write(ref SpanWriter writer, ImmutableArray<Consent> consents)
    {
        writer.Number(consents.Length);
        foreach (var consent in consents)
        {
            writer.Text(consent.Purpose);
            writer.Byte(consent.Granted ? (byte)1 : (byte)0);
            writer.Number(consent.At);
        }
    }

    public static ImmutableArray<Consent> Read(BinaryReader reader)
    {
        var consents = ImmutableArray.CreateBuilder<Consent>(reader.Read7BitEncodedInt());
        for (var i = consents.Capacity; i > 0; i--)
            consents.Add(new Consent(reader.ReadString(), reader.ReadByte() == 1, reader.Read7BitEncodedInt64()));
        return consents.MoveToImmutable();
    }
}
