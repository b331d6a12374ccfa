using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>The wall to the vault: what visitors tell of themselves goes through here, and nothing comes back. Without
/// an implementation no detail is kept.</summary>
public interface IDeclaredDetails
{
    /// <param name="traits">Texts by the names that the notice gives the details.</param>
    /// <param name="choices">What the visitor chose, as far as the item and its request say; a detail needs consent to
    /// one of its purposes.</param>
    /// <returns>For each trait null if it was taken, otherwise what goes on after "trait 'email' ", such as
    /// "needs consent to updates"; never what it says.</returns>
    Task<IReadOnlyDictionary<string, string?>> Take(
        string site,
        string visitor,
        IReadOnlyDictionary<string, string> traits,
        Choices? choices,
        int noticeVersion,
        DateTimeOffset occurredAt,
        CancellationToken cancellation
    );
}
