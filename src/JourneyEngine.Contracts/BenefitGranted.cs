namespace JourneyEngine.Contracts;

/// <summary>Something a visitor asked for went out, such as a birthday gift. It names the purpose, never the detail it
/// was sent by.</summary>
/// <param name="MessageId">One for each purpose and period, so that nothing is granted twice.</param>
/// <param name="Period">What it was for, such as <c>2027</c> for a yearly gift.</param>
[StoredName("benefit_granted")]
public sealed record BenefitGranted(string MessageId, string Purpose, string Period, DateTimeOffset At);
