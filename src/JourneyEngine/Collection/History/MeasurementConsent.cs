using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection.History;

/// <summary>What a fact says of whether its visitor may be measured.</summary>
/// <param name="IsSignal">Anybody may have said it.</param>
internal readonly record struct MeasurementConsent(string Visitor, bool Granted, DateTimeOffset At, bool IsSignal)
{
    /// <returns>Null if it says nothing of that.</returns>
    public static MeasurementConsent? Of(NewFact fact) =>
        fact.Body switch
        {
            ConsentChanged it => Of(fact, it.Choices, it.OccurredAt, ConsentSources.IsSignal(it.Source)),
            InteractionRecorded { Choices: { } choices } it => Of(fact, choices, it.OccurredAt, true),
            _ => null,
        };

    private static MeasurementConsent? Of(NewFact fact, Choices choices, DateTimeOffset at, bool isSignal) =>
        choices.Refused.Contains(Purpose.Measure) ? new(fact.Visitor, false, at, isSignal)
        : choices.Granted.Contains(Purpose.Measure) ? new(fact.Visitor, true, at, isSignal)
        : null;
}
