using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Privacy;

/// <summary>Says that Global Privacy Control is honoured (W3C, section 4): who sends it is never shown what was decided
/// for them.</summary>
public static class GetPrivacyControl
{
    /// <param name="LastUpdate">Since when, as a date.</param>
    public sealed record Support(bool Gpc, string LastUpdate);

    private static readonly Support Honoured = new(true, "2026-11-23");

    public static IResult Handle() => Results.Ok(Honoured);
}
