namespace JourneyEngine.Conversions;

/// <param name="Share">Share of the visits at risk that were visit number <paramref name="Visit"/>, in [0, 1].</param>
public sealed record MixShare(int Visit, double Share);
