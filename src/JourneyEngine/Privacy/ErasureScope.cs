namespace JourneyEngine.Privacy;

/// <summary>What erasing a visitor takes.</summary>
/// <param name="Kept">Devices that the visitor shares with others: they stay, and name the visitor no more.</param>
public sealed record ErasureScope(IReadOnlyList<ErasureScope.Part> Erased, IReadOnlyList<string> Kept)
{
    /// <param name="Vouched">Whether the site's server stands for its being the visitor's.</param>
    /// <param name="Facts">How many facts its stream holds.</param>
    public sealed record Part(string Visitor, bool Vouched, long Facts);

    public long Facts => Erased.Sum(it => it.Facts);
}
