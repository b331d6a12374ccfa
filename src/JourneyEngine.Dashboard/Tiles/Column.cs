namespace JourneyEngine.Dashboard.Tiles;

/// <summary>A column of a table.</summary>
/// <param name="Said">What its cells say.</param>
/// <param name="Name">Whether they are names that others chose, not numbers.</param>
/// <param name="Behind">Where a cell leads: of a figure to the visitors behind it, of a visitor to the stream.</param>
public sealed record Column<T>(string Title, Func<T, string?> Said, bool Name = false, Func<T, string?>? Behind = null);
