namespace JourneyEngine.Personalization;

/// <summary>What an evaluation request says.</summary>
/// <param name="Visitor">Who is asked for; null if that cannot be told.</param>
/// <param name="Proof">That this is who is signed in, as the site's server proves it; null if nothing is said.</param>
/// <param name="ErrorCode">What OFREP calls that which is wrong.</param>
internal sealed record OfrepAsked(string? Visitor, string? Proof, string? ErrorCode, string? Detail);
