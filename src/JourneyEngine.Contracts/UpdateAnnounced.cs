namespace JourneyEngine.Contracts;

/// <summary>An update that a site sends to visitors who asked for updates, or for those near them.</summary>
/// <param name="Id">One of its kind on the site; an update goes to nobody twice.</param>
/// <param name="Nearby">The place it is for; everybody's where absent.</param>
[StoredName("update_announced")]
public sealed record UpdateAnnounced(string Id, string Subject, string Text, string? Nearby, DateTimeOffset At);
