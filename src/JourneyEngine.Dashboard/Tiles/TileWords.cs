namespace JourneyEngine.Dashboard.Tiles;

/// <summary>Names the words that a tile says on every page alike.</summary>
/// <remarks>English in <c>TileWords.resx</c>, Hebrew in <c>TileWords.he.resx</c>.</remarks>
public sealed class TileWords;
