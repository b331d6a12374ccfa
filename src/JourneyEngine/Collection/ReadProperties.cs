using JourneyEngine.Http;

namespace JourneyEngine.Collection;

/// <summary>Reads what a page says of itself, in <c>context.page</c> and in <c>properties</c>, and how much more the latter hold.</summary>
internal static class ReadProperties
{
    public static PageTexts Page(ref GatedReader json)
    {
        var page = default(PageTexts);
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
    public static void Of(ref GatedReader json, Call call)
    {
        var (page, titles, others) = (default(PageTexts), 0, 0);
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

        (call.Properties, call.OtherProperties) = (page, others);
        call.RawProperties = titles + others > 0 ? json.Since(start).ToArray() : null;
    }

    private static bool IsOfPage(ref GatedReader json, ref PageTexts page)
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
