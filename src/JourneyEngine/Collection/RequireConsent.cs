using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>Nothing is stored of a visitor who refuses to be measured, nor on a site of mode <c>none</c> of one who did not agree to it.</summary>
internal static class RequireConsent
{
    public const string Refused = "the visitor does not consent to measure";
    public const string NotGranted = "this site collects nothing without consent to measure";

    public static Arrival Step(Arrival arrival, Terms terms) => (SaidNow(arrival) ?? arrival.MeasuredBefore) switch
    {
        false => arrival.Refused(Refused),
        null when terms.Mode == ModeNames.None => arrival.Refused(NotGranted),
        _ => arrival,
    };

    /// <returns>Nothing where the item itself does not say.</returns>
    public static bool? SaidNow(Arrival arrival) => arrival.Choices switch
    {
        null => null,
        { } it when it.Refused.Contains(Purpose.Measure) => false,
        { } it when it.Granted.Contains(Purpose.Measure) => true,
        _ => null,
    };
}
