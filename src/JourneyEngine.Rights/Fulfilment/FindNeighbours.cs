using JourneyEngine.Contracts;
using JourneyEngine.Rights.Details;
using JourneyEngine.Sites;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Those who live at a place, and told so to hear of what is near them.</summary>
internal sealed class FindNeighbours(VaultAccess vault, SiteNotices notices)
{
    private const int PageSize = 500;

    /// <returns>Their marks, in hexadecimal.</returns>
    public async Task<IReadOnlySet<string>> Of(string site, string place, CancellationToken cancellation)
    {
        var near = new HashSet<string>(StringComparer.Ordinal);
        var notice = (await notices.Of(site, cancellation)).Notice.Notice;
        foreach (var detail in ChooseAddress.Declared(notice, Benefits.Nearby, DetailShapes.Residence))
        {
            for (byte[]? last = []; last is not null; )
            {
                (var page, last) = await vault
                    .Open()
                    .Queries.Look(site, Benefits.Nearby, detail.Name, last, PageSize, cancellation);
                near.UnionWith(
                    page.Where(it => SamePlace.Holds(it.Value, place)).Select(it => Convert.ToHexString(it.Mark))
                );
            }
        }

        return near;
    }
}
