namespace JourneyEngine.Decisions.Conditions;

/// <summary>A sentence of an explanation, in no language yet.</summary>
/// <param name="Key">Names the sentence in <see cref="ReasonWords"/>.</param>
/// <param name="Values">Fill its places, in order.</param>
public readonly record struct Reason(string Key, params object[] Values);
