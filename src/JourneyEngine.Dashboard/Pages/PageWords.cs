namespace JourneyEngine.Dashboard.Pages;

/// <summary>Names the words of the pages.</summary>
/// <remarks>English in <c>PageWords.resx</c>, Hebrew in <c>PageWords.he.resx</c>.</remarks>
public sealed class PageWords;
