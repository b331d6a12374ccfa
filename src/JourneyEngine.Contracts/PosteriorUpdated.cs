namespace JourneyEngine.Contracts;

/// <summary>What a learning slot has learned up to a moment: the sums that its decisions believe until the next
/// version.</summary>
/// <param name="Version">From 1, by slot; decisions name the one that they believed.</param>
[StoredName("posterior_updated")]
public sealed record PosteriorUpdated(string Slot, int Version, PosteriorCell[] Cells, DateTimeOffset At);

/// <summary>How often a content was offered to visitors at a stage and in a bucket of visit numbers, and
/// accepted.</summary>
/// <param name="Stage">Absent before the first evidence.</param>
/// <param name="FromVisit">First visit number of the bucket: 1, 2, 3, 4 (to 6) or 7 (and more).</param>
public sealed record PosteriorCell(string Content, string? Stage, int FromVisit, long Offered, long Accepted);
