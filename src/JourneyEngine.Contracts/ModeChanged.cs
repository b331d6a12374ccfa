namespace JourneyEngine.Contracts;

/// <summary>What a site does with visitors who have not chosen.</summary>
/// <param name="Mode"><c>none</c> (store nothing), <c>measure</c> or <c>personalize</c>.</param>
[StoredName("mode_changed")]
public sealed record ModeChanged(string Mode, DateTimeOffset At);
