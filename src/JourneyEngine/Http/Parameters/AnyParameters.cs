namespace JourneyEngine.Http.Parameters;

/// <summary>Marks an address whose clients add parameters of their own to what they send; they are passed over.</summary>
public sealed record AnyParameters;
