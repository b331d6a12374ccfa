namespace JourneyEngine.Conversions;

/// <summary>Visitors who first came by one value of a part of the origin, visit by visit.</summary>
/// <param name="Value">Null where nothing was said.</param>
/// <param name="Cells">Those at risk at visit 1, 2 and so on.</param>
/// <param name="Reached">Those who came to visit 1, 2 and so on, at risk or converted before.</param>
internal sealed record CampaignGroup(string? Value, IReadOnlyList<VisitCell> Cells, IReadOnlyList<long> Reached);
