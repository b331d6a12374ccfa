using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of choices: each its purpose (UTF-8 after its length), and what was chosen and signalled: 0
/// where nothing was, otherwise 1 (refused) or 2 (granted) and the time.</summary>
internal static class ConsentBytes
{
    /// <summary>How many numbers there are at most beside the purpose.</summary>
    public const int NumbersEach = 5;

    public static void Write(ref SpanWriter writer, ImmutableArray<Consent> consents)
    {
        writer.Number(consents.Length);
        foreach (var consent in consents)
        {
            writer.Text(consent.Purpose);
            Write(ref writer, consent.Chosen);
            Write(ref writer, consent.Signalled);
        }
    }

    public static ImmutableArray<Consent> Read(BinaryReader reader)
    {
        var consents = ImmutableArray.CreateBuilder<Consent>(reader.Read7BitEncodedInt());
        for (var i = consents.Capacity; i > 0; i--)
            consents.Add(new Consent(reader.ReadString(), ReadStatement(reader), ReadStatement(reader)));
        return consents.MoveToImmutable();
    }

    private static void Write(ref SpanWriter writer, ConsentStatement? statement)
    {
        writer.Byte(
            statement switch
            {
                null => 0,
                { Granted: false } => 1,
                _ => 2,
            }
        );
        if (statement is { } said)
            writer.Number(said.At);
    }

    private static ConsentStatement? ReadStatement(BinaryReader reader) =>
        reader.ReadByte() is var kind and > 0 ? new ConsentStatement(kind == 2, reader.Read7BitEncodedInt64()) : null;
}
