namespace JourneyEngine.Rights.Outbound;

/// <summary>What others call this host, for what is told to them when they did not ask just now.</summary>
/// <param name="Known">Null if nobody said (<c>JOURNEY_PUBLIC_URL</c>).</param>
internal sealed record PublicAddress(Uri? Known);
