namespace JourneyEngine.Conversions;

/// <summary>The rates by visit number, weighted by a mix of visit numbers (direct standardisation).</summary>
/// <param name="Rate">Over the visit numbers that somebody was at risk at; absent where there are none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="Covered">Share of the mix where somebody was at risk, in [0, 1]: below 1, rates at the same mix are not
/// quite of the same mix.</param>
/// <param name="Basis">Whose mix it is.</param>
public sealed record Standardised(
    double? Rate,
    double? Low,
    double? High,
    double Covered,
    string Basis,
    IReadOnlyList<MixShare> Mix
);
