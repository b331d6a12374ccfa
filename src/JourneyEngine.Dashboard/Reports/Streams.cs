using System.Text.Json.Serialization;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of a report that is asked for the visitors behind a figure.</summary>
/// <param name="Row">The cells that the row begins with, by their column.</param>
/// <param name="Count">The figure.</param>
/// <param name="Left">How many of the visitors are not among the streams.</param>
public sealed record Streams(
    string Figure,
    Dictionary<string, string?> Row,
    long Count,
    long Visitors,
    [property: JsonPropertyName("streams")] string[] Pseudonyms,
    long Left
);
