namespace JourneyEngine.Decisions.Folding;

/// <summary>The stored form of what brought a visitor: a byte that says which parts are known and whether offers follow,
/// then the known parts, each UTF-8 after its length.</summary>
internal static class OriginBytes
{
    private const byte HasOffers = 8;

    public static void Write(ref SpanWriter writer, Origin? origin, bool hasOffers)
    {
        string?[] parts = [origin?.Campaign, origin?.ReferrerHost, origin?.Landing];
        var known = hasOffers ? HasOffers : 0;
        for (var i = 0; i < parts.Length; i++)
            known |= parts[i] is null ? 0 : 1 << i;
        writer.Byte((byte)known);
        foreach (var part in parts)
        {
            if (part is not null)
                writer.Text(part);
        }
    }

    public static (Origin Origin, bool HasOffers) Read(BinaryReader reader)
    {
        var parts = reader.ReadByte();
        string? Part(int flag) => (parts & flag) == 0 ? null : reader.ReadString();
        return (new Origin(Part(1), Part(2), Part(4)), (parts & HasOffers) != 0);
    }
}
