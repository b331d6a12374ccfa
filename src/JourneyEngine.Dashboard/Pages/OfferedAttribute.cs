namespace JourneyEngine.Dashboard.Pages;

/// <summary>Offers a page beside every other, in the list of pages.</summary>
/// <param name="order">Where in the list: the lowest comes first, and new pages find a number in between.</param>
/// <param name="title">Key of its words.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OfferedAttribute(int order, string title) : Attribute
{
    public int Order => order;

    public string Title => title;
}
