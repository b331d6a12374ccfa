using JourneyEngine.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>Reads what a page says of itself, in an object of its own or among its properties, and how much more the
/// latter hold.</summary>
internal static class ReadProperties
{
    public static PageAddress Page(ref GatedReader json)
    {
        var page = default(PageAddress);
        if (json.ReadsObject())
        {
            while (json.NextMember())
            {
                if (!IsOfPage(ref json, ref page))
                    json.SkipValue();
            }
        }

        return page;
    }

    /// <remarks>Most pages say nothing but where they are, and of those nothing is copied.</remarks>
    /// <param name="into">Gets the properties, if there are more than those that are returned.</param>
    public static PageAddress Of(ref GatedReader json, IncomingEvent into)
    {
        var (page, titles, others) = (default(PageAddress), 0, 0);
        var isObject = json.ReadsObject();
        var start = json.Start;
        while (isObject && json.NextMember())
        {
            if (IsOfPage(ref json, ref page))
                continue;
            if (json.Is("title"u8))
                titles++;
            else
                others++;
            json.SkipValue();
        }

        into.OtherProperties = others;
        into.Properties = titles + others > 0 ? json.Since(start).ToArray() : null;
        return page;
    }

    private static bool IsOfPage(ref GatedReader json, ref PageAddress page)
    {
        if (json.Is("path"u8))
            page = page with { Path = json.ReadText() };
        else if (json.Is("url"u8))
            page = page with { Url = json.ReadText() };
        else if (json.Is("referrer"u8))
            page = page with { Referrer = json.ReadText() };
        else if (json.Is("search"u8))
            page = page with { Search = json.ReadText() };
        else
            return false;
        return true;
    }
}
