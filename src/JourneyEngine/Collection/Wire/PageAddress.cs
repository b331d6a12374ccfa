namespace JourneyEngine.Collection.Wire;

/// <summary>Where a page is and whence its visitor came, as it was sent.</summary>
/// <param name="Search">The query of the address.</param>
internal readonly record struct PageAddress(string? Path, string? Url, string? Referrer, string? Search)
{
    /// <summary>This address, completed by what another one says.</summary>
    public PageAddress Or(in PageAddress other) =>
        new(Path ?? other.Path, Url ?? other.Url, Referrer ?? other.Referrer, Search ?? other.Search);
}
