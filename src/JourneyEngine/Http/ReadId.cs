namespace JourneyEngine.Http;

/// <summary>An id of a visitor that was read.</summary>
/// <param name="Id">As it is stored.</param>
/// <param name="Text">In its normal form, as it was sent.</param>
/// <param name="Hashed">Why <paramref name="Id"/> is a hash; null if it is the text itself.</param>
internal readonly record struct ReadId(string Id, string Text, string? Hashed);
