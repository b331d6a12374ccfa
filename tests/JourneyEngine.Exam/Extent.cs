namespace JourneyEngine.Exam;

/// <summary>How much of the whole exam is taken, and which chances.</summary>
/// <param name="Share">1 is the whole; a part is never taken less than once.</param>
/// <param name="Seed">Of everything that is drawn: what is sent, when what is killed, which bytes are wrong.</param>
/// <param name="Before">Folder with the programs of a version before this one; null for none.</param>
internal sealed record Extent(double Share, int Seed, string? Before = null)
{
    public int Of(int whole) => Math.Max(1, (int)Math.Ceiling(whole * Share));
}
