using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization;

/// <summary>Which offers are counted together.</summary>
/// <param name="What">What is counted of them; see <see cref="OfferSums"/>.</param>
/// <param name="Stage">Absent before the first evidence.</param>
public readonly record struct OfferCell(
    string Slot,
    bool HeldOut,
    Measure What,
    string Content,
    string? Stage,
    int Visit
);
