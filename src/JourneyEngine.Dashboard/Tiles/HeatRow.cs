namespace JourneyEngine.Dashboard.Tiles;

/// <summary>A row of a table whose cells are coloured by their share.</summary>
public sealed record HeatRow(string Title, IReadOnlyList<HeatRow.Cell> Cells)
{
    /// <param name="Share">In [0, 1]; absent where there is nothing to share.</param>
    /// <param name="Of">Of how many.</param>
    /// <param name="Open">Whether it can still grow.</param>
    public sealed record Cell(double? Share, long? Of, bool Open = false);
}
