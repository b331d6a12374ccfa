namespace JourneyEngine.Sites;

/// <summary>What visitors chose before. Asked at the door where an item itself does not say; where nobody implements it
/// nobody has chosen.</summary>
public interface IEarlierChoices
{
    /// <returns>Visitors who chose: true where they consent to the purpose now, false where they refuse it. Who never
    /// chose is absent.</returns>
    ValueTask<IReadOnlyDictionary<string, bool>> To(
        string purpose,
        string site,
        IReadOnlyCollection<string> visitors,
        CancellationToken cancellation
    );
}
