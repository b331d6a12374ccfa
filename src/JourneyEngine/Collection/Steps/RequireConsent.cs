using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Steps;

/// <summary>
/// Nothing is stored of a visitor who refuses to be measured, nor on a site of mode <c>none</c> of one who did not
/// agree to it.
/// </summary>
internal static class RequireConsent
{
    public const string Refused = "the visitor does not consent to measure";
    public const string NotGranted = "this site collects nothing without consent to measure";

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms) =>
        (SaidNow(pending) ?? pending.MeasuredBefore) switch
        {
            false => pending.Refused(Refused),
            null when terms.Mode == ModeNames.None => pending.Refused(NotGranted),
            _ => pending,
        };

    /// <summary>The event itself says so, with a key that may.</summary>
    public static bool IsRefusal(PendingEvent pending) =>
        pending.Drop is null or { Reason: Refused } && SaidNow(pending) == false;

    /// <returns>Null if the event itself does not say.</returns>
    public static bool? SaidNow(PendingEvent pending) =>
        pending.Choices switch
        {
            null => null,
            { } it when it.Refused.Contains(Purpose.Measure) => false,
            { } it when it.Granted.Contains(Purpose.Measure) => true,
            _ => null,
        };
}
