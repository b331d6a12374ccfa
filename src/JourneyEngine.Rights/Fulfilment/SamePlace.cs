namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Whether somebody lives at a place.</summary>
internal static class SamePlace
{
    /// <param name="residence">As the visitor wrote it, such as <c>Herzl 1, Haifa, Israel</c>.</param>
    /// <param name="place">Such as <c>Haifa</c>.</param>
    public static bool Holds(string residence, string place) =>
        residence
            .Split(',', StringSplitOptions.TrimEntries)
            .Append(residence.Trim())
            .Contains(place.Trim(), StringComparer.OrdinalIgnoreCase);
}
